import { duration } from "../../../core/time.ts";
import { cite } from "../../cite.ts";
import { change, defineRule } from "../../rule.ts";
import { isReady } from "../../situation/pod.ts";
import type { WorkloadView } from "../../situation/workload.ts";
import { citeLeaving, seeWait, slowToLeave } from "../runtime/leaving-pod.ts";

export const rolloutWaitsForOldPods = defineRule({
  code: "rollout-waits-for-old-pods",
  family: "change",
  role: "cause",
  severity: "critical",
  specificity: 6,
  meaning:
    "Pods are missing because the old ones are still terminating: this workload starts a new pod only where the old one is gone.",
  needs:
    "A pod within its grace period, fewer pods than wanted, and a strategy that does not start more (Recreate, maxSurge 0, StatefulSet).",
  remedy:
    "Wait, or shorten the preStop hook or terminationGracePeriodSeconds; RollingUpdate with a surge starts the new pods first.",
  disproof: "The old pod is gone and the new one is still not created.",
  *check(situation) {
    for (const workload of situation.workloads) {
      const { ref, pods, allPods, desired = 0 } = workload;
      const why = waitsForOld(workload);
      if (pods.length >= desired || !pods.every(isReady) || !why) continue;
      const [slow] = slowToLeave(allPods, situation.now);
      if (!slow) continue;
      const { pod, elapsed, left, hook } = slow;
      const { name } = pod.metadata;
      yield {
        object: ref,
        title: `${ref.name} runs ${pods.length} of ${desired} pods: the next starts when ${name} has terminated, in up to ${duration(left)}${hook ? ` (preStop hook of ${hook})` : ""}`,
        confidence: "high",
        severity: pods.length === 0 ? "critical" : "warning",
        since: new Date(situation.now - elapsed).toISOString(),
        evidence: [citeLeaving(slow), cite.object(ref, `${why}: no new pod before the old one is gone`)],
        next: [
          seeWait(slow),
          change("Give it 30 s more instead", `kubectl -n ${ref.namespace} delete pod ${name} --grace-period=30`),
        ],
      };
    }
  },
});

/** What its specification says of it; `undefined` where new pods are started beside the old ones. */
function waitsForOld({ ref, object }: WorkloadView): string | undefined {
  if (ref.kind === "StatefulSet") return `StatefulSet ${ref.name} has one pod of each ordinal`;
  const { type, rollingUpdate } = object?.spec?.strategy ?? object?.spec?.updateStrategy ?? {};
  if (type === "Recreate") return `${ref.name} has strategy Recreate`;
  const surge = rollingUpdate?.maxSurge ?? (ref.kind === "DaemonSet" ? 0 : 1);
  return Number.parseInt(String(surge), 10) === 0 ? `${ref.name} has maxSurge ${surge}` : undefined;
}
