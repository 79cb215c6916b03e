import type { Pod } from "../../../core/kubernetes/pod.ts";
import { timeOf } from "../../../core/time.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";

/** Evicted pods stay as objects for days; those of the last hour tell about now. */
const RECENT_MS = 3_600_000;

/** Pods that a kubelet evicted lately, by workload. */
export function evictedPods(situation: Situation): { workload: WorkloadView; pods: Pod[] }[] {
  return situation.workloads.flatMap((workload) => {
    const pods = workload.allPods.filter((pod) => pod.status?.reason === "Evicted" && isRecent(pod, situation.now));
    return pods.length > 0 ? [{ workload, pods }] : [];
  });
}

function isRecent({ metadata, status }: Pod, now: number): boolean {
  const times = [
    ...(status?.conditions ?? []).map(({ lastTransitionTime }) => lastTransitionTime),
    metadata.creationTimestamp,
  ];
  const known = times.map(timeOf).filter((time) => time !== undefined);
  return known.length === 0 || now - Math.max(...known) < RECENT_MS;
}
