import { defineRule } from "../../rule.ts";
import { scheduleDrafts } from "./unschedulable.ts";

export const unschedulableNodeSelector = defineRule({
  code: "unschedulable-node-selector",
  family: "scheduling",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "No node has the labels of the node selector.",
  needs:
    "A pod whose PodScheduled condition or FailedScheduling event says so; worked out against the nodes where they are seen.",
  remedy: "Correct the selector, or label a node.",
  disproof: "A node has the labels.",
  check: (situation) =>
    scheduleDrafts(
      situation,
      "node-selector",
      ({ workload, pod }) =>
        `${workload.ref.name} selects nodes with ${Object.entries(pod.spec?.nodeSelector ?? {})
          .map(([key, value]) => `${key}=${value}`)
          .join(", ")}, and none has that`,
    ),
});
