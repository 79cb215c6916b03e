import { defineRule } from "../../rule.ts";
import { conditionDrafts } from "./condition.ts";

export const nodeNetworkUnavailable = defineRule({
  code: "node-network-unavailable",
  family: "node",
  role: "cause",
  severity: "critical",
  specificity: 7,
  meaning: "The network plugin has not set up the node.",
  needs: "Condition NetworkUnavailable of the node.",
  remedy: "Check the network plugin's pod on the node.",
  disproof: "Pods on the node reach others.",
  check: (situation) =>
    conditionDrafts(
      situation,
      "NetworkUnavailable",
      ({ metadata }) => `the network of node ${metadata.name} is not set up`,
    ),
});
