import { defineRule, look } from "../../rule.ts";
import { conditionDraft, notReady } from "./condition.ts";
import { whyNotReady } from "./not-ready.ts";

export const containerRuntimeDown = defineRule({
  code: "container-runtime-down",
  family: "node",
  role: "cause",
  severity: "critical",
  specificity: 9,
  meaning: "The container runtime of a node does not answer its kubelet: no container can be started or stopped there.",
  needs: "Condition Ready of the node that is False and names the runtime or PLEG.",
  remedy: "Restart the runtime on the node; look at its log and at the disk below it.",
  disproof: "crictl ps answers at once on the node.",
  *check(situation) {
    for (const bad of notReady(situation).filter(({ text }) => whyNotReady(text) === "runtime")) {
      const { name } = bad.node.metadata;
      yield conditionDraft(situation, bad, `the container runtime of node ${name} does not answer: ${bad.text}`, [
        look("Ask its kubelet", `kubectl get --raw /api/v1/nodes/${name}/proxy/healthz?verbose`),
        look(
          "See the runtime on the node itself: a debug pod needs the runtime to start",
          `ssh ${name} systemctl status containerd`,
        ),
      ]);
    }
  },
});
