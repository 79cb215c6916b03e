import type { Condition } from "../../../core/kubernetes/meta.ts";
import { isPressure } from "../../../core/kubernetes/node.ts";
import { oneLine } from "../../../core/untrusted.ts";
import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";
import { senseOf } from "../../status/polarity.ts";

export const nodeProblem = defineRule({
  code: "node-problem",
  family: "node",
  role: "cause",
  dependent: true,
  tier: "noticed",
  severity: "warning",
  specificity: 6,
  meaning:
    "Something that watches the node beside the kubelet reports a problem: a kernel that hangs, a file system that became read-only, a runtime that restarts.",
  needs:
    "A condition of the node beyond the kubelet's own that is True and tells of a problem, or that only some nodes have.",
  remedy: "Drain the node and repair or replace it.",
  disproof: "The condition is False.",
  *check(situation) {
    for (const node of situation.all("Node"))
      for (const condition of node.status?.conditions ?? []) {
        if (condition.status !== "True" || !isProblem(condition, situation)) continue;
        const { type, reason = "", message = "", lastTransitionTime = null } = condition;
        const object = refOf(node);
        const why = [reason, message].filter(Boolean).join(": ");
        yield {
          object,
          title: `node ${object.name} reports ${type}: ${oneLine(why, 200)}`,
          confidence: "medium",
          since: lastTransitionTime,
          evidence: [
            cite.object(object, `${type} of node ${object.name} is True: ${why}`, { type }, lastTransitionTime),
          ],
          next: [look("See the node", `kubectl describe node ${object.name}`)],
        };
      }
  },
});

/** By its words; a type of no known sense, when it is False on others: who detects problems reports False where there is none. */
function isProblem({ type }: Condition, situation: Situation): boolean {
  if (type === "Ready" || isPressure(type)) return false;
  const sense = senseOf(type);
  if (sense !== "unknown") return sense === "bad";
  return situation
    .all("Node")
    .some(({ status }) => status?.conditions?.some((other) => other.type === type && other.status === "False"));
}
