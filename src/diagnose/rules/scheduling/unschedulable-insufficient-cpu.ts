import { defineRule } from "../../rule.ts";
import { requested } from "./requirements.ts";
import { scheduleDrafts } from "./unschedulable.ts";

export const unschedulableInsufficientCpu = defineRule({
  code: "unschedulable-insufficient-cpu",
  family: "scheduling",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The requested CPU is not free on any node that fits otherwise.",
  needs:
    "A pod whose PodScheduled condition or FailedScheduling event says so; worked out against the nodes where they are seen.",
  remedy: "Lower the request, free CPU, or add nodes.",
  disproof: "A fitting node has the CPU free.",
  check: (situation) =>
    scheduleDrafts(
      situation,
      "insufficient-cpu",
      ({ workload, pod }) =>
        `${workload.ref.name} requests ${requested(pod, "cpu")} CPU a pod, and no node that it may use has that much left`,
    ),
});
