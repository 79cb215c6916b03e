import { shortName } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { change, defineRule, look } from "../../rule.ts";

export const rolloutStuck = defineRule({
  code: "rollout-stuck",
  family: "admission",
  role: "symptom",
  severity: "critical",
  specificity: 2,
  alerts: ["KubeDeploymentRolloutStuck", "KubeStatefulSetUpdateNotRolledOut", "KubeDaemonSetRolloutStuck"],
  meaning: "A rollout has made no progress for longer than its deadline, ten minutes by default.",
  needs: "Condition Progressing with reason ProgressDeadlineExceeded, and pods that are not updated or not available.",
  remedy: "See why the new pods do not become ready; undo the rollout when users suffer.",
  disproof: "The new ReplicaSet has all its pods available.",
  *check(situation) {
    for (const { ref, object, desired = 0 } of situation.workloads) {
      const stuck = object?.status?.conditions?.find(({ reason }) => reason === "ProgressDeadlineExceeded");
      const { updatedReplicas = 0, availableReplicas = 0 } = object?.status ?? {};
      if (!stuck || desired === 0 || (updatedReplicas >= desired && availableReplicas >= desired)) continue;
      const [rollout] = situation.rollouts(ref);
      const kubectl = `kubectl -n ${ref.namespace}`;
      yield {
        object: ref,
        title: `the rollout of ${ref.name} is stuck: ${updatedReplicas} of ${desired} pods updated, ${availableReplicas} available`,
        confidence: "high",
        severity: availableReplicas > 0 ? "warning" : "critical",
        since: stuck.lastTransitionTime ?? null,
        evidence: [
          cite.object(ref, `ProgressDeadlineExceeded: ${stuck.message ?? ""}`, {}, stuck.lastTransitionTime ?? null),
        ],
        next: [
          look("See where it stands", `${kubectl} describe ${shortName(ref)}`),
          ...(rollout
            ? [change("Undo it", `${kubectl} rollout undo ${shortName(ref)} --to-revision=${rollout.previous}`)]
            : []),
        ],
      };
    }
  },
});
