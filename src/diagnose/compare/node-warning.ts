import type { EventView } from "../situation/events.ts";
import type { Situation } from "../situation/situation.ts";

const RECENT_MS = 15 * 60_000;
/** What kubelets warn of and pods do not suffer from in their network or their calls. */
const ASIDE =
  /^(?:ImageGCFailed|FreeDiskSpaceFailed|ContainerGCFailed|Rebooted|InvalidDiskCapacity|CheckLimitsForResolvConf|MissingClusterDNS|DNSConfigForming|NodeNotSchedulable)$/;

/** What something that watches the node warns of now: its kernel, its network, its clock. */
export function nodeWarning(situation: Situation, name: string): EventView | undefined {
  return situation.events
    .of({ kind: "Node", namespace: "", name })
    .find(({ type, reason, at }) => type === "Warning" && !ASIDE.test(reason) && situation.now - at < RECENT_MS);
}
