import { look } from "../../rule.ts";
import { scheduleRule } from "./schedule-rule.ts";

export const unschedulableNodeSelector = scheduleRule({
  requirement: "node-selector",
  meaning: "No node has the labels of the node selector.",
  remedy: "Correct the selector, or label a node.",
  disproof: "A node has the labels.",
  title({ workload, pod }) {
    const wanted = Object.entries(pod.spec?.nodeSelector ?? {}).map(([key, value]) => `${key}=${value}`);
    return `${workload.ref.name} selects nodes with ${wanted.join(", ")}, and none has that`;
  },
  next: () => [look("See the labels of the nodes", "kubectl get nodes --show-labels")],
});
