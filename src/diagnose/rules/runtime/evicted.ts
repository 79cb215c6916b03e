import type { Pod } from "../../../core/kubernetes/pod.ts";
import type { ObjectRef } from "../../../core/object.ts";
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

function isRecent(pod: Pod, now: number): boolean {
  const at = evictedAt(pod);
  return at === undefined || now - at < RECENT_MS;
}

export function since(pod: Pod): string | null {
  const at = evictedAt(pod);
  return at === undefined ? null : new Date(at).toISOString();
}

/** The kubelet ends the pod's conditions with it, ms since the epoch. A pod's own start may be weeks before. */
function evictedAt({ metadata, status }: Pod): number | undefined {
  const times = [
    ...(status?.conditions ?? []).map(({ lastTransitionTime }) => lastTransitionTime),
    metadata.creationTimestamp,
  ];
  const known = times.map(timeOf).filter((time) => time !== undefined);
  return known.length > 0 ? Math.max(...known) : undefined;
}

/** Workloads that lately lost pods on this node to an eviction. */
export function evictedFrom(situation: Situation, node: string): ObjectRef[] {
  return evictedPods(situation)
    .filter(({ pods }) => pods.some(({ spec }) => spec?.nodeName === node))
    .map(({ workload }) => workload.ref);
}
