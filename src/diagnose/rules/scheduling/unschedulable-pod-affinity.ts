import { defineRule } from "../../rule.ts";
import { scheduleDrafts } from "./unschedulable.ts";

export const unschedulablePodAffinity = defineRule({
  code: "unschedulable-pod-affinity",
  family: "scheduling",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "No node runs the pods that the affinity asks for.",
  needs:
    "A pod whose PodScheduled condition or FailedScheduling event says so; worked out against the nodes where they are seen.",
  remedy: "Correct the labels, the namespace or the topology key of the affinity.",
  disproof: "A fitting node runs such a pod.",
  check: (situation) =>
    scheduleDrafts(
      situation,
      "pod-affinity",
      ({ workload }) => `${workload.ref.name} wants to run beside pods that run nowhere it may`,
    ),
});
