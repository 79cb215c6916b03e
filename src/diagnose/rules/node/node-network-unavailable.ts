import { defineRule } from "../../rule.ts";
import { conditionDraft, nodesWith } from "./condition.ts";

export const nodeNetworkUnavailable = defineRule({
  code: "node-network-unavailable",
  family: "node",
  role: "cause",
  severity: "critical",
  specificity: 7,
  meaning: "The network of a node is not set up: pods on other nodes do not reach those on it.",
  needs: "Condition NetworkUnavailable of the node.",
  remedy: "Check the network plugin's pod on the node, or the cloud's routes.",
  disproof: "Pods on the node reach others.",
  *check(situation) {
    for (const bad of nodesWith(situation, "NetworkUnavailable", "True"))
      yield conditionDraft(situation, bad, `the network of node ${bad.node.metadata.name} is not set up`);
  },
});
