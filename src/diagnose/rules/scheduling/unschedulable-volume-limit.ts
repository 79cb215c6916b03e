import { scheduleRule } from "./schedule-rule.ts";

export const unschedulableVolumeLimit = scheduleRule({
  requirement: "volume-limit",
  meaning: "The nodes are at their limit of attached volumes.",
  remedy: "Add nodes, or spread the pods with volumes.",
  disproof: "A fitting node can attach another volume.",
  title: ({ workload }) => `the nodes that ${workload.ref.name} could use are at their limit of attached volumes`,
});
