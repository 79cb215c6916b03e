import type { Node } from "../../../core/kubernetes/node.ts";
import { timeOf } from "../../../core/time.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";

/** By the kubelet's event, or by kubectl's own entry in the object; ms since the epoch. */
export function cordonedAt(node: Node, situation: Situation): number | undefined {
  const event = situation.events.of(refOf(node)).find(({ reason }) => reason === "NodeNotSchedulable");
  if (event) return event.at;
  const written = node.metadata.managedFields?.find(({ manager }) => /^kubectl-(?:cordon|drain)$/.test(manager ?? ""));
  return timeOf(written?.time);
}
