import { duration } from "../../../core/time.ts";
import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { isSuspended } from "../../status/suspended.ts";
import { kubectl, lacksProduct, typeOf } from "./custom-draft.ts";
import { neglected } from "./neglect.ts";

export const resourceNotReconciled = defineRule({
  code: "resource-not-reconciled",
  family: "resource",
  role: "cause",
  dependent: true,
  severity: "warning",
  specificity: 4,
  meaning:
    "The controller of a custom resource has not acted on it, or not on its last change: it may be down or look elsewhere.",
  needs:
    "A generation that the status has not observed for five minutes; or no status at all where what it makes is missing or others of its kind have one.",
  remedy: "See whether the controller of this kind runs, and whether it watches this namespace and class.",
  disproof: "status.observedGeneration is metadata.generation.",
  *check(situation) {
    for (const object of situation.custom) {
      const neglect =
        object.metadata.deletionTimestamp || isSuspended(object) ? undefined : neglected(object, situation);
      if (!neglect) continue;
      const ref = refOf(object);
      yield {
        object: ref,
        title: `${object.kind} ${ref.name}: ${neglect.title} for ${duration(situation.now - neglect.since)}`,
        confidence: "medium",
        ...(lacksProduct(situation, ref) ? {} : { tier: "noticed" as const }),
        since: new Date(neglect.since).toISOString(),
        evidence: [cite.object(ref, `${object.kind} ${ref.name}: ${neglect.fact}`)],
        next: [
          look("See its status", `${kubectl(ref)} get ${typeOf(ref)} ${ref.name} -o yaml`),
          look(`See whether the controller of ${controllerWord(ref.apiVersion)} runs`, "kubectl get deploy,sts -A"),
        ],
      };
    }
  },
});

/** `cert-manager` of `cert-manager.io/v1`, `strimzi` of `kafka.strimzi.io/v1beta2`. */
function controllerWord(apiVersion: string): string {
  const labels = (apiVersion.split("/")[0] ?? "").split(".");
  return labels.at(-2) ?? labels[0] ?? "";
}
