import { defineRule } from "../../rule.ts";
import { scheduleDrafts } from "./unschedulable.ts";

export const unschedulablePodAntiAffinity = defineRule({
  code: "unschedulable-pod-anti-affinity",
  family: "scheduling",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The anti-affinity rules leave no node.",
  needs:
    "A pod whose PodScheduled condition or FailedScheduling event says so; worked out against the nodes where they are seen.",
  remedy: "Fewer replicas, more nodes, or a preferred instead of a required rule.",
  disproof: "A fitting node runs none of the pods that the rule keeps apart.",
  check: (situation) =>
    scheduleDrafts(
      situation,
      "pod-anti-affinity",
      ({ workload, pods }) =>
        `anti-affinity keeps ${pods} pods of ${workload.ref.name} off every node: more replicas than places`,
    ),
});
