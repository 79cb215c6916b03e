import { defineRule } from "../../rule.ts";
import { scheduleDrafts } from "./unschedulable.ts";

export const unschedulableTopologySpread = defineRule({
  code: "unschedulable-topology-spread",
  family: "scheduling",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The spread constraint cannot be met.",
  needs:
    "A pod whose PodScheduled condition or FailedScheduling event says so; worked out against the nodes where they are seen.",
  remedy: "Allow a larger skew, or ScheduleAnyway; check the topology labels of the nodes.",
  disproof: "A node keeps the skew within bounds.",
  check: (situation) =>
    scheduleDrafts(
      situation,
      "topology-spread",
      ({ workload }) => `the topology spread of ${workload.ref.name} leaves no node`,
    ),
});
