import { defineRule } from "../../rule.ts";
import { conditionDrafts } from "./condition.ts";

export const nodePidPressure = defineRule({
  code: "node-pid-pressure",
  family: "node",
  role: "cause",
  severity: "warning",
  specificity: 7,
  meaning: "Too many processes run on the node.",
  needs: "Condition PIDPressure of the node.",
  remedy: "Find the workload that forks.",
  disproof: "The node has process ids to spare.",
  check: (situation) =>
    conditionDrafts(situation, "PIDPressure", ({ metadata }) => `node ${metadata.name} is short of process ids`),
});
