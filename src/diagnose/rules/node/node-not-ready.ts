import { defineRule } from "../../rule.ts";
import { conditionDraft, notReady } from "./condition.ts";
import { whyNotReady } from "./not-ready.ts";

export const nodeNotReady = defineRule({
  code: "node-not-ready",
  family: "node",
  role: "cause",
  severity: "critical",
  specificity: 8,
  alerts: ["KubeNodeNotReady"],
  meaning: "The kubelet reports that it cannot run pods.",
  needs: "Condition Ready of the node that is False.",
  remedy: "Fix what the condition's message names; drain the node if it takes long.",
  disproof: "The node reports and runs pods.",
  *check(situation) {
    for (const bad of notReady(situation).filter(({ text }) => whyNotReady(text) === "other"))
      yield conditionDraft(
        situation,
        bad,
        `node ${bad.node.metadata.name} is not ready: ${bad.text || "no reason given"}`,
      );
  },
});
