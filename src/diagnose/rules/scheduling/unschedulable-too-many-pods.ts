import { defineRule } from "../../rule.ts";
import { scheduleDrafts } from "./unschedulable.ts";

export const unschedulableTooManyPods = defineRule({
  code: "unschedulable-too-many-pods",
  family: "scheduling",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The nodes are at their pod limit.",
  needs:
    "A pod whose PodScheduled condition or FailedScheduling event says so; worked out against the nodes where they are seen.",
  remedy: "Add nodes, or raise the limit of pods a node.",
  disproof: "A fitting node has room for a pod.",
  check: (situation) =>
    scheduleDrafts(
      situation,
      "too-many-pods",
      ({ workload }) => `the nodes that ${workload.ref.name} could use run as many pods as they may`,
    ),
});
