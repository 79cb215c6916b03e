import type { ResourceQuota } from "../../../core/kubernetes/config.ts";
import { bytes, quantity } from "../../../core/quantity.ts";
import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { quotaResource } from "./quota.ts";

/** From here on the next pod or rollout may be refused. */
const NEARLY = 0.95;

export const quotaNearlyFull = defineRule({
  code: "quota-nearly-full",
  family: "admission",
  role: "symptom",
  severity: "info",
  tier: "noticed",
  spoilsDeploy: true,
  specificity: 3,
  alerts: ["KubeQuotaAlmostFull", "KubeQuotaFullyUsed"],
  meaning:
    "A quota is nearly used up: a rollout, which runs more pods for a while, or the next scaling would be refused.",
  needs: "The quota's status, with what is used of what is allowed.",
  remedy: "Raise the quota, or lower requests and limits, before something new is deployed.",
  disproof: "What is deployed next needs nothing of what the quota counts.",
  *check(situation) {
    for (const quota of situation.all("ResourceQuota")) {
      const full = nearlyFull(quota);
      if (full.length === 0) continue;
      const object = refOf(quota);
      yield {
        object,
        title: `quota ${object.name} is nearly full: ${full.join(", ")}`,
        confidence: "high",
        evidence: [cite.object(object, `quota ${object.name}: ${full.join(", ")} used`)],
        next: [look("See the quota", `kubectl -n ${object.namespace} describe quota ${object.name}`)],
      };
    }
  },
});

/** `requests.memory 15.5Gi of 16Gi`. A limit of zero forbids, and is not full. */
function nearlyFull({ status, spec }: ResourceQuota): string[] {
  return Object.entries(status?.hard ?? spec?.hard ?? {}).flatMap(([name, hard]) => {
    const [limit, used] = [quantity(hard), quantity(status?.used?.[name])];
    if (!limit || used === undefined || used / limit < NEARLY) return [];
    const isBytes = ["memory", "storage"].includes(quotaResource(name)) && limit > 1e5;
    const text = (value: number) => (isBytes ? bytes(value) : `${value}`);
    return [`${name} ${text(used)} of ${text(limit)}`];
  });
}
