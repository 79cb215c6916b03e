import { shortName } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { change, defineRule, look } from "../../rule.ts";
import type { WorkloadView } from "../../situation/workload.ts";

export const rolloutPaused = defineRule({
  code: "rollout-paused",
  family: "change",
  role: "cause",
  severity: "warning",
  tier: "noticed",
  spoilsDeploy: true,
  specificity: 7,
  meaning:
    "A rollout is on hold: the Deployment is paused, or the set waits until somebody deletes its pods (OnDelete).",
  needs: "spec.paused or an OnDelete strategy, and how many pods are updated.",
  remedy: "Resume it, or undo it; a paused Deployment rolls out nothing.",
  disproof: "Somebody paused it on purpose and is watching it.",
  *check(situation) {
    for (const workload of situation.workloads) {
      const hold = holdOf(workload);
      const { ref, object, desired = 0 } = workload;
      if (!hold || desired === 0) continue;
      const updated = object?.status?.updatedReplicas ?? object?.status?.updatedNumberScheduled ?? 0;
      const half = updated < desired;
      if (!half && hold === "delete") continue;
      yield {
        object: ref,
        title: half
          ? `${hold === "paused" ? `${ref.name} is paused mid-rollout` : `the rollout of ${ref.name} waits until its pods are deleted`}: ${updated} of ${desired} pods are updated`
          : `${ref.name} is paused: it takes no new version`,
        confidence: "high",
        severity: half ? "warning" : "info",
        since: situation.rollouts(ref)[0]?.at ? new Date(situation.rollouts(ref)[0]?.at ?? 0).toISOString() : null,
        evidence: [
          cite.object(
            ref,
            hold === "paused"
              ? `spec.paused is true; ${updated} of ${desired} pods updated`
              : `updateStrategy OnDelete; ${updated} of ${desired} pods updated`,
          ),
        ],
        next: [
          look("See where it stands", `kubectl -n ${ref.namespace} describe ${shortName(ref)}`),
          ...(hold === "paused"
            ? [change("Resume it", `kubectl -n ${ref.namespace} rollout resume ${shortName(ref)}`)]
            : []),
        ],
      };
    }
  },
});

function holdOf({ ref, object }: WorkloadView): "paused" | "delete" | undefined {
  if (ref.kind === "Deployment" && object?.spec?.paused) return "paused";
  const waits = ["StatefulSet", "DaemonSet"].includes(ref.kind) && object?.spec?.updateStrategy?.type === "OnDelete";
  return waits ? "delete" : undefined;
}
