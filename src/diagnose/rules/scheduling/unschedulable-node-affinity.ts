import { look } from "../../rule.ts";
import { termsText } from "./node-terms.ts";
import { scheduleRule } from "./schedule-rule.ts";

export const unschedulableNodeAffinity = scheduleRule({
  requirement: "node-affinity",
  meaning: "No node meets the required node affinity.",
  remedy: "Correct the affinity, or label a node.",
  disproof: "A node meets the terms.",
  title({ workload, pod }) {
    const terms = pod.spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
    return `no node meets the node affinity of ${workload.ref.name}${terms ? `: ${termsText(terms)}` : ""}`;
  },
  next: () => [look("See the labels of the nodes", "kubectl get nodes --show-labels")],
});
