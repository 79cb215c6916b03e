import { defineRule } from "../../rule.ts";
import { conditionDraft, nodesWith } from "./condition.ts";

export const nodePidPressure = defineRule({
  code: "node-pid-pressure",
  family: "node",
  role: "cause",
  severity: "warning",
  specificity: 7,
  alerts: ["KubeNodePressure"],
  meaning: "Too many processes run on a node: no new one can be started.",
  needs: "Condition PIDPressure of the node.",
  remedy: "Find the workload that forks; give pods a limit of processes.",
  disproof: "The node has process ids to spare.",
  *check(situation) {
    for (const bad of nodesWith(situation, "PIDPressure", "True"))
      yield conditionDraft(situation, bad, `node ${bad.node.metadata.name} is short of process ids`);
  },
});
