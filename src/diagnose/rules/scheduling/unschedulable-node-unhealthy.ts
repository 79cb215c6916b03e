import { refOf } from "../../situation/object-index.ts";
import { someOf } from "../../some-of.ts";
import { nodeNames } from "./schedule-draft.ts";
import { scheduleRule } from "./schedule-rule.ts";

export const unschedulableNodeUnhealthy = scheduleRule({
  requirement: "node-unhealthy",
  dependent: true,
  specificity: 5,
  meaning: "The nodes that fit are not ready, under pressure or not initialised.",
  remedy: "Fix the node; its own finding says what is wrong with it.",
  disproof: "The taint of the node's condition is gone, and the pod stays pending.",
  object: ({ fits: [first] }) => first && refOf(first.node),
  title(stuck) {
    const names = nodeNames(stuck);
    return `${stuck.workload.ref.name} fits only on ${names.length > 0 ? `unhealthy ${someOf(names)}` : "unhealthy nodes"}: ${stuck.fits[0]?.lacks.get("node-unhealthy") ?? "see the message"}`;
  },
});
