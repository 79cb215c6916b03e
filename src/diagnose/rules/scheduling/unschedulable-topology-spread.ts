import { scheduleRule } from "./schedule-rule.ts";

export const unschedulableTopologySpread = scheduleRule({
  requirement: "topology-spread",
  meaning: "No node keeps the pods spread as evenly as the constraint demands.",
  remedy: "Allow a larger skew, or ScheduleAnyway; check the topology labels of the nodes.",
  disproof: "A node keeps the skew within bounds.",
  title: ({ workload, fits: [first] }) =>
    `the topology spread of ${workload.ref.name} leaves no node${first ? `: ${first.node.metadata.name} ${first.lacks.get("topology-spread")}` : ""}`,
});
