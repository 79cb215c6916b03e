import { defineRule } from "../../rule.ts";
import { scheduleDrafts } from "./unschedulable.ts";

export const unschedulableHostPort = defineRule({
  code: "unschedulable-host-port",
  family: "scheduling",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "Another pod on each node uses the host port.",
  needs:
    "A pod whose PodScheduled condition or FailedScheduling event says so; worked out against the nodes where they are seen.",
  remedy: "Use a Service instead of a host port, or fewer replicas than nodes.",
  disproof: "A fitting node has the port free.",
  check: (situation) =>
    scheduleDrafts(
      situation,
      "host-port",
      ({ workload }) => `the host port that ${workload.ref.name} wants is taken on every node it may use`,
    ),
});
