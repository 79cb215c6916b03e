import type { Evidence } from "../../../core/evidence.ts";
import { type ObjectRef, shortName } from "../../../core/object.ts";
import { quantity } from "../../../core/quantity.ts";
import { cite } from "../../cite.ts";
import { change, look, type Rule } from "../../rule.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";
import { amounts, type QuotaResource, quotaResource } from "./quota.ts";
import type { Refusal } from "./refusal.ts";
import { refusalRule, type Said } from "./refusal-rule.ts";

type QuotaRule = Pick<Rule, "code" | "meaning" | "remedy"> & { resource: QuotaResource };

/** A rule about quotas that one resource runs out of. Where several do, the first in the message is told. */
export function quotaRule({ resource, ...told }: QuotaRule): Rule {
  return refusalRule({
    ...told,
    kind: "quota",
    alerts: ["KubeQuotaExceeded"],
    disproof: "The quota has room for one more pod.",
    say(refusal, situation) {
      const [first = ""] = amounts(refusal.named.requested).keys();
      return quotaResource(first) === resource ? say(situation, refusal) : undefined;
    },
  });
}

function say(situation: Situation, { workload, named }: Refusal): Said {
  const { ref } = workload;
  const [used, limited] = [amounts(named.used), amounts(named.limited)];
  const exceeded = [...amounts(named.requested)].map(
    ([name, amount]) =>
      `${name} ${amount} more than the ${used.get(name) ?? "?"} in use of ${limited.get(name) ?? "?"}`,
  );
  const quota: ObjectRef = {
    apiVersion: "v1",
    kind: "ResourceQuota",
    namespace: ref.namespace,
    name: named.quota ?? "",
  };
  const raised = raisedRequest(situation, workload);
  return {
    object: situation.has(quota) && !raised ? quota : ref,
    title: `quota ${quota.name} refuses pods of ${ref.name}, which need ${exceeded.join("; ")}`,
    evidence: raised ? [raised] : [],
    next: [
      look("See what uses the quota", `kubectl -n ${ref.namespace} describe ${shortName(quota)}`),
      change("Raise it, or lower the requests or replicas", `kubectl -n ${ref.namespace} edit ${shortName(quota)}`),
    ],
  };
}

/** The last rollout, when it is what asked for more: then the workload is to be changed and not the quota. */
function raisedRequest(situation: Situation, { ref }: WorkloadView): Evidence | undefined {
  const [rollout] = situation.rollouts(ref);
  const raised = rollout?.differences.find(
    ({ path, from, to }) =>
      /\.resources\.(?:requests|limits)\.\w+$/.test(path) && (quantity(to ?? "0") ?? 0) > (quantity(from ?? "0") ?? 0),
  );
  return rollout && raised
    ? cite.rollout(
        rollout,
        `revision ${rollout.revision} raised ${raised.path} from ${raised.from ?? "nothing"} to ${raised.to}`,
      )
    : undefined;
}
