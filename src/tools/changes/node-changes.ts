import type { Node } from "../../core/kubernetes/node.ts";
import { timeOf } from "../../core/time.ts";
import { type Change, isAdded } from "./change.ts";

/** A node that is new reports each of its conditions for the first time. */
const JOINING_MS = 10 * 60_000;

/** Nodes that joined, changed their state, or were cordoned since `from` (ms since the epoch). */
export function nodeChanges(nodes: readonly Node[], from: number): Change[] {
  return nodes.flatMap((node) => {
    const { metadata, spec, status } = node;
    const object = `node/${metadata.name}`;
    const created = timeOf(metadata.creationTimestamp) ?? 0;
    const joined = { at: metadata.creationTimestamp ?? null, object, what: "joined the cluster", fields: [] };
    const states = (status?.conditions ?? []).map(({ type, status, reason = "", lastTransitionTime = null }) => ({
      at: lastTransitionTime,
      object,
      what: `${type} became ${status}${reason ? `: ${reason}` : ""}`,
      fields: [],
    }));
    const taints = (spec?.taints ?? []).map(({ key, effect, timeAdded = null }) => ({
      at: timeAdded,
      object,
      what: `tainted ${key}:${effect}`,
      fields: [],
    }));
    const isNews = ({ at }: Change) => (timeOf(at) ?? 0) >= Math.max(from, created + JOINING_MS);
    return [...(isAdded(node, nodes, from) ? [joined] : []), ...[...states, ...taints].filter(isNews)];
  });
}
