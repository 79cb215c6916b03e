import { shortName } from "../../../core/object.ts";
import { timeOf } from "../../../core/time.ts";
import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { isReady } from "../../situation/pod.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";

/** A controller makes pods within seconds; what moved this recently is given time. */
const GRACE_MS = 60_000;

export const podsMissing = defineRule({
  code: "pods-missing",
  family: "admission",
  role: "symptom",
  severity: "critical",
  specificity: 2,
  meaning: "There are fewer pods than the workload wants.",
  needs: "A workload with fewer living pods than wanted, and nothing that moved within the last minute.",
  remedy: "See why none is created: quota, admission, the controller itself.",
  disproof: "The pods exist under another owner.",
  *check(situation) {
    if (!situation.lists("Pod")) return;
    for (const workload of situation.workloads) {
      const { ref, object, pods, desired = 0 } = workload;
      if (!object || ref.kind === "Job" || pods.length >= desired) continue;
      if (contradicted(situation, workload) || isMoving(situation, workload) || waitsInOrder(workload)) continue;
      yield {
        object: ref,
        title: `${ref.name} has ${pods.length} of ${desired} pods`,
        confidence: "high",
        severity: pods.some(isReady) ? "warning" : "critical",
        evidence: [cite.object(ref, `${ref.name} wants ${desired} pods and has ${pods.length}`)],
        next: [look("See what its controller says", `kubectl -n ${ref.namespace} describe ${shortName(ref)}`)],
      };
    }
  },
});

/** Its status knows ready pods, and no pod of the namespace was listed: the listing is not whole. */
function contradicted(situation: Situation, { ref, object }: WorkloadView): boolean {
  const ready = object?.status?.readyReplicas ?? object?.status?.numberReady ?? 0;
  return ready > 0 && situation.all("Pod", ref.namespace).length === 0;
}

function isMoving(situation: Situation, workload: WorkloadView): boolean {
  const { object, allPods } = workload;
  const moments = [
    timeOf(object?.metadata.creationTimestamp),
    ...allPods.flatMap(({ metadata }) => [timeOf(metadata.creationTimestamp), timeOf(metadata.deletionTimestamp)]),
    ...situation
      .eventsOf(workload)
      .filter(({ reason }) => reason === "ScalingReplicaSet" || reason === "SuccessfulDelete")
      .map(({ at }) => at),
  ];
  return moments.some((at) => at !== undefined && situation.now - at < GRACE_MS);
}

/** A StatefulSet makes the next pod when the one before it is ready: that one is the news. */
function waitsInOrder({ ref, object, pods }: WorkloadView): boolean {
  return ref.kind === "StatefulSet" && object?.spec?.podManagementPolicy !== "Parallel" && !pods.every(isReady);
}
