import { scheduleRule } from "./schedule-rule.ts";

export const unschedulableTooManyPods = scheduleRule({
  requirement: "too-many-pods",
  alerts: ["KubeletTooManyPods"],
  meaning: "The nodes are at their pod limit.",
  remedy: "Add nodes, or raise the limit of pods a node.",
  disproof: "A fitting node has room for a pod.",
  title: ({ workload, fits: [first] }) =>
    `the nodes that ${workload.ref.name} could use are at their pod limit${first ? `: ${first.node.metadata.name} ${first.lacks.get("too-many-pods")}` : ""}`,
});
