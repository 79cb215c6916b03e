import { look } from "../../rule.ts";
import { someOf } from "../../some-of.ts";
import { nodeNames } from "./schedule-draft.ts";
import { scheduleRule } from "./schedule-rule.ts";

export const unschedulableNodeSelector = scheduleRule({
  requirement: "node-selector",
  meaning: "No node has the labels of the node selector.",
  remedy: "Correct the selector, or label a node.",
  disproof: "A node has the labels.",
  title(stuck) {
    const { workload, pod, fits } = stuck;
    const wanted = Object.entries(pod.spec?.nodeSelector ?? {}).map(([key, value]) => `${key}=${value}`);
    const shut = fits.some(({ lacks }) => !lacks.has("node-selector"));
    const those = shut ? `and every node that has it is cordoned (${someOf(nodeNames(stuck))})` : "and none has it";
    return `${workload.ref.name} selects nodes with ${wanted.join(", ")}, ${those}`;
  },
  next: () => [look("See the labels of the nodes", "kubectl get nodes --show-labels")],
});
