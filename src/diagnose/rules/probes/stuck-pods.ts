import type { Pod } from "../../../core/kubernetes/pod.ts";
import { timeOf } from "../../../core/time.ts";
import { isReady, notReadySince } from "../../situation/pod.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";

/** A pod that starts is given this long. */
const GRACE_MS = 90_000;

interface Stuck {
  workload: WorkloadView;
  stuck: readonly [Pod, ...Pod[]];
  /** Of the first of them, RFC 3339. */
  since: string | null;
}

/** Workloads that should serve, with those of their pods that are not ready for longer than a start takes. */
export function stuckPods(situation: Situation): Stuck[] {
  return situation.workloads.flatMap((workload) => {
    const { ref, pods } = workload;
    const [first, ...others] = pods.filter(
      (pod) => !isReady(pod) && situation.now - (timeOf(notReadySince(pod)) ?? 0) > GRACE_MS,
    );
    if (!first || ref.kind === "Job" || ref.kind === "CronJob") return [];
    const stuck: [Pod, ...Pod[]] = [first, ...others];
    return [{ workload, stuck, since: stuck.flatMap((pod) => notReadySince(pod) ?? []).sort()[0] ?? null }];
  });
}
