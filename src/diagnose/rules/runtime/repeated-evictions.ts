import type { EventView } from "../../situation/events.ts";
import { isPodOf } from "../../situation/pod-name.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";

/** A workload whose pods something evicts time and again. */
export interface RepeatedEvictions {
  workload: WorkloadView;
  /** The latest first. */
  events: readonly EventView[];
}

/** Who moves pods says so: the vertical autoscaler, the descheduler, autoscalers of nodes. What the kubelet evicts has findings of its own. */
const EVICTED = /^(?:EvictedByVPA|EvictedPod|Descheduled|Evicted)$/;
const RECENT_MS = 60 * 60_000;
/** Each pod once is a round; more than twice each is a circle. */
const ROUNDS = 2;
const LEAST = 4;

export function repeatedEvictions(situation: Situation): RepeatedEvictions[] {
  const lately = situation.events.all.filter(
    ({ object, reason, component, at }) =>
      object.kind === "Pod" && EVICTED.test(reason) && component !== "kubelet" && situation.now - at < RECENT_MS,
  );
  if (lately.length < LEAST) return [];
  return situation.workloads.flatMap((workload) => {
    const { ref, pods, desired = pods.length } = workload;
    const events = lately.filter(({ object }) => object.namespace === ref.namespace && isPodOf(object.name, ref));
    return events.length >= LEAST && events.length > ROUNDS * Math.max(1, desired) ? [{ workload, events }] : [];
  });
}
