import { defineRule, look } from "../../rule.ts";
import { conditionDraft, notReady } from "./condition.ts";
import { whyNotReady } from "./not-ready.ts";

export const networkPluginNotReady = defineRule({
  code: "network-plugin-not-ready",
  family: "node",
  role: "cause",
  dependent: true,
  severity: "critical",
  specificity: 8,
  meaning: "A node has no network plugin, so pods get no network there.",
  needs: "Condition Ready of the node that is False and says so.",
  remedy: "Look at the network plugin's pod on the node, or install one.",
  disproof: "The runtime's configuration folder on the node has a valid plugin configuration.",
  *check(situation) {
    for (const bad of notReady(situation).filter(({ text }) => whyNotReady(text) === "network-plugin")) {
      const { name } = bad.node.metadata;
      yield conditionDraft(situation, bad, `node ${name} is not ready: its network plugin is not set up`, [
        look("See the system's pods there", `kubectl -n kube-system get pods --field-selector spec.nodeName=${name}`),
      ]);
    }
  },
});
