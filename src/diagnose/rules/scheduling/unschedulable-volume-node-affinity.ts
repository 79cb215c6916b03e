import { defineRule } from "../../rule.ts";
import { scheduleDrafts } from "./unschedulable.ts";

export const unschedulableVolumeNodeAffinity = defineRule({
  code: "unschedulable-volume-node-affinity",
  family: "scheduling",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The volume can only be used where no node fits.",
  needs:
    "A pod whose PodScheduled condition or FailedScheduling event says so; worked out against the nodes where they are seen.",
  remedy: "Bring back a node in the volume's zone, or move the data.",
  disproof: "A fitting node is in the zone of the volume.",
  check: (situation) =>
    scheduleDrafts(
      situation,
      "volume-node-affinity",
      ({ workload }) => `the volume of ${workload.ref.name} is bound to a zone or node that cannot take the pod`,
    ),
});
