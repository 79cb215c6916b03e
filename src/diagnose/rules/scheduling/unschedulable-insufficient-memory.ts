import { bytes } from "../../../core/quantity.ts";
import { defineRule } from "../../rule.ts";
import { requested } from "./requirements.ts";
import { scheduleDrafts } from "./unschedulable.ts";

export const unschedulableInsufficientMemory = defineRule({
  code: "unschedulable-insufficient-memory",
  family: "scheduling",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The requested memory is not free on any node that fits otherwise.",
  needs:
    "A pod whose PodScheduled condition or FailedScheduling event says so; worked out against the nodes where they are seen.",
  remedy: "Lower the request, free memory, or add nodes.",
  disproof: "A fitting node has the memory free.",
  check: (situation) =>
    scheduleDrafts(
      situation,
      "insufficient-memory",
      ({ workload, pod }) =>
        `${workload.ref.name} requests ${bytes(requested(pod, "memory"))} memory a pod, and no node that it may use has that much left`,
    ),
});
