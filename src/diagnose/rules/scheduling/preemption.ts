import { once } from "../../../core/once.ts";
import type { EventView } from "../../situation/events.ts";
import { isPodOf } from "../../situation/pod-name.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";

/** Long enough for the victim to be replaced and to wait, short enough to be the reason. */
const RECENT_MS = 3_600_000;

/** The scheduler's word that it removed a pod of this workload to make room; the pod itself is gone by then. */
export function preemptionOf(situation: Situation, { ref }: WorkloadView): EventView | undefined {
  return preemptions(situation).find(
    ({ object, at }) =>
      object.namespace === ref.namespace && isPodOf(object.name, ref) && situation.now - at < RECENT_MS,
  );
}

const preemptions = once((situation: Situation): readonly EventView[] =>
  situation.events.all.filter(({ reason }) => reason === "Preempted"),
);
