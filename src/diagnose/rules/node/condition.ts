import type { Condition, Node } from "../../../core/kubernetes.ts";
import { cite } from "../../cite.ts";
import { refOf } from "../../object-index.ts";
import { type Draft, look } from "../../rule.ts";
import type { Situation } from "../../situation.ts";

/** A draft for every node whose condition of this type is not what it is on a healthy node. */
export function conditionDrafts(
  situation: Situation,
  type: string,
  title: (node: Node, condition: Condition) => string,
): Draft[] {
  return situation.all("Node").flatMap((node) => {
    const condition = node.status?.conditions?.find((item) => item.type === type);
    const bad = type === "Ready" ? condition?.status !== "True" : condition?.status === "True";
    if (!condition || !bad) return [];
    const ref = refOf(node);
    const since = condition.lastTransitionTime ?? null;
    return [
      {
        object: ref,
        title: title(node, condition),
        confidence: "high",
        since,
        evidence: [
          cite.object(
            ref,
            `${type} is ${condition.status}: ${condition.reason ?? ""} ${condition.message ?? ""}`,
            { type, status: condition.status },
            since,
          ),
        ],
        next: [look("See the node", `kubectl describe node ${ref.name}`)],
      },
    ];
  });
}
