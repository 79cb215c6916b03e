import { defineRule } from "../../rule.ts";
import { conditionDrafts } from "./condition.ts";

export const nodeMemoryPressure = defineRule({
  code: "node-memory-pressure",
  family: "node",
  role: "cause",
  severity: "warning",
  specificity: 7,
  meaning: "The node is short of memory.",
  needs: "Condition MemoryPressure of the node.",
  remedy: "Find what uses it; set requests and limits; add memory or nodes.",
  disproof: "The node has memory available above its eviction threshold.",
  check: (situation) =>
    conditionDrafts(
      situation,
      "MemoryPressure",
      ({ metadata }) => `node ${metadata.name} is short of memory and evicts pods`,
    ),
});
