import { timeOf } from "../../../core/time.ts";
import { isReady } from "../../situation/pod.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";

/** A controller makes pods within seconds; what moved this recently is given time. */
const GRACE_MS = 60_000;

/** Should all pods of this workload be there by now, as far as can be seen? */
export function arePodsDue(situation: Situation, workload: WorkloadView): boolean {
  return !contradicted(situation, workload) && !isMoving(situation, workload) && !waitsInOrder(workload);
}

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
