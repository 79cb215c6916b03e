import { defineRule } from "../../rule.ts";
import { scheduleDrafts } from "./unschedulable.ts";

export const unschedulableCordoned = defineRule({
  code: "unschedulable-cordoned",
  family: "scheduling",
  role: "cause",
  dependent: true,
  severity: "critical",
  specificity: 8,
  meaning: "The nodes that fit are marked unschedulable.",
  needs:
    "A pod whose PodScheduled condition or FailedScheduling event says so; worked out against the nodes where they are seen.",
  remedy: "Uncordon a node when its maintenance is over.",
  disproof: "A fitting node is schedulable.",
  check: (situation) =>
    scheduleDrafts(
      situation,
      "cordoned",
      ({ workload }) => `the nodes that ${workload.ref.name} could use are cordoned`,
    ),
});
