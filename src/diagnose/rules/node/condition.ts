import type { Condition } from "../../../core/kubernetes/meta.ts";
import type { Node } from "../../../core/kubernetes/node.ts";
import { cite } from "../../cite.ts";
import { type Draft, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";
import { evictedFrom } from "../runtime/evicted.ts";
import { workloadsKeptOff } from "./kept-off.ts";

/** A node, and the condition that is not what it is on a healthy one. */
export interface BadCondition {
  node: Node;
  condition: Condition;
}

/** Nodes whose condition of this type has one of these statuses. */
export function nodesWith(situation: Situation, type: string, ...statuses: string[]): BadCondition[] {
  return situation.all("Node").flatMap((node) => {
    const condition = node.status?.conditions?.find((item) => item.type === type && statuses.includes(item.status));
    return condition ? [{ node, condition }] : [];
  });
}

/** Nodes whose kubelet reports and says itself why it is not ready. */
export function notReady(situation: Situation): (BadCondition & { text: string })[] {
  return nodesWith(situation, "Ready", "False").map(({ node, condition }) => ({
    node,
    condition,
    text: condition.message ?? condition.reason ?? "",
  }));
}

export function conditionDraft(
  situation: Situation,
  { node, condition }: BadCondition,
  title: string,
  next: Draft["next"] = [],
): Draft {
  const object = refOf(node);
  const { type, status, reason = "", message = "" } = condition;
  const since = condition.lastTransitionTime ?? null;
  return {
    object,
    title,
    confidence: "high",
    since,
    affects: [...workloadsKeptOff(situation, node), ...evictedFrom(situation, object.name)],
    evidence: [
      cite.object(object, `${type} of node ${object.name} is ${status}: ${reason} ${message}`, { type, status }, since),
    ],
    next: [...next, look("See the node", `kubectl describe node ${object.name}`)],
  };
}
