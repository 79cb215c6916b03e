import { defineRule } from "../../rule.ts";
import { conditionDraft, notReady } from "./condition.ts";
import { whyNotReady } from "./not-ready.ts";

export const nodeShuttingDown = defineRule({
  code: "node-shutting-down",
  family: "node",
  role: "cause",
  severity: "critical",
  specificity: 9,
  meaning: "A node shuts down and stops its pods.",
  needs: "Condition Ready of the node that is False and says so.",
  remedy: "Find what started it: an autoscaler, an upgrade, the provider; drain nodes first next time.",
  disproof: "The node is up and stays up.",
  *check(situation) {
    for (const bad of notReady(situation).filter(({ text }) => whyNotReady(text) === "shutdown"))
      yield conditionDraft(situation, bad, `node ${bad.node.metadata.name} is shutting down`);
  },
});
