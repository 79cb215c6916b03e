import { defineRule } from "../../rule.ts";
import { scheduleDrafts } from "./unschedulable.ts";

export const unschedulableNodeAffinity = defineRule({
  code: "unschedulable-node-affinity",
  family: "scheduling",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "No node meets the required node affinity.",
  needs:
    "A pod whose PodScheduled condition or FailedScheduling event says so; worked out against the nodes where they are seen.",
  remedy: "Correct the affinity, or label a node.",
  disproof: "A node meets the terms.",
  check: (situation) =>
    scheduleDrafts(
      situation,
      "node-affinity",
      ({ workload }) => `the node affinity of ${workload.ref.name} fits no node`,
    ),
});
