import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { harm } from "./harm.ts";
import { levelDrafts } from "./level.ts";

export const nodeCpuSaturated = defineRule({
  code: "node-cpu-saturated",
  family: "performance",
  role: "cause",
  dependent: true,
  severity: "warning",
  specificity: 6,
  alerts: ["NodeCPUHighUsage", "NodeSystemSaturation"],
  meaning: "All CPUs of a node are busy, and requests to what runs there suffer.",
  needs: "Series of the node's CPU use: 90 % busy, with slow or failing requests of pods on it.",
  remedy: "Find the pod that uses it up; give the others requests that match their use.",
  disproof: "Pods on other nodes are as slow.",
  check: (situation) =>
    levelDrafts(situation, "node-cpu-ratio", 0.9, ({ measure: { node }, told }) =>
      node && harm(situation, refOf(node)) === "yes"
        ? {
            object: refOf(node),
            title: `the CPUs of node ${node.metadata.name} are ${told} busy`,
            // That something suffers on a busy node does not say that it suffers from it.
            confidence: "medium",
            next: [look("See who uses them", "kubectl top pod -A --sort-by=cpu")],
          }
        : undefined,
    ),
});
