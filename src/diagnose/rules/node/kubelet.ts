import type { Node } from "../../../core/kubernetes/node.ts";
import { timeOf } from "../../../core/time.ts";
import { look } from "../../rule.ts";
import type { Situation } from "../../situation/situation.ts";

/** The kubelet posts its status at least every five minutes, whatever becomes of its lease. */
const POSTED_MS = 6 * 60_000;

export function heardOf(situation: Situation, { status }: Node): boolean {
  const times = (status?.conditions ?? []).flatMap(({ lastHeartbeatTime }) => timeOf(lastHeartbeatTime) ?? []);
  return times.some((time) => situation.now - time < POSTED_MS);
}

/** Logs, debug pods and the node's proxy all need the kubelet: none of them reaches it now. */
export function seeKubelet(name: string) {
  return look(
    "See whether the kubelet runs, on the node itself: a debug pod needs the kubelet to start",
    `ssh ${name} systemctl status kubelet`,
  );
}
