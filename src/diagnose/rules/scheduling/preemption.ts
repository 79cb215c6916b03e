import { once } from "../../../core/once.ts";
import type { EventView } from "../../situation/events.ts";
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

/** `ledger-7c9d8-x2x4z` of Deployment ledger, `queue-0` of StatefulSet queue, `agent-x2x4z` of DaemonSet agent. */
function isPodOf(pod: string, { kind, name }: WorkloadView["ref"]): boolean {
  if (kind === "Pod") return pod === name;
  const rest = pod.startsWith(`${name}-`) ? pod.slice(name.length + 1) : undefined;
  return rest !== undefined && rest.split("-").length === (kind === "Deployment" ? 2 : 1);
}
