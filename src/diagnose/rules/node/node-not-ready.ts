import { defineRule } from "../../rule.ts";
import { conditionDrafts } from "./condition.ts";

export const nodeNotReady = defineRule({
  code: "node-not-ready",
  family: "node",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The kubelet stopped reporting, or reports that it cannot run pods.",
  needs: "Condition Ready of the node.",
  remedy: "Bring back the machine, its kubelet or its container runtime; drain the node if it takes long.",
  disproof: "The node reports and runs pods.",
  check: (situation) =>
    conditionDrafts(situation, "Ready", ({ metadata }, { status, reason }) =>
      status === "Unknown"
        ? `node ${metadata.name} stopped reporting: its kubelet or the machine is down`
        : `node ${metadata.name} is not ready: ${reason ?? "no reason given"}`,
    ),
});
