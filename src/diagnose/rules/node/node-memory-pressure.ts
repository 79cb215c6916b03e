import { defineRule } from "../../rule.ts";
import { conditionDraft, nodesWith } from "./condition.ts";

export const nodeMemoryPressure = defineRule({
  code: "node-memory-pressure",
  family: "node",
  role: "cause",
  severity: "warning",
  specificity: 7,
  alerts: ["KubeNodePressure", "NodeMemoryHighUtilization"],
  meaning: "A node is short of memory, and evicts pods.",
  needs: "Condition MemoryPressure of the node.",
  remedy: "Find what uses it; set requests and limits; add memory or nodes.",
  disproof: "The node has memory available above its eviction threshold.",
  *check(situation) {
    for (const bad of nodesWith(situation, "MemoryPressure", "True"))
      yield conditionDraft(situation, bad, `node ${bad.node.metadata.name} is short of memory and evicts pods`);
  },
});
