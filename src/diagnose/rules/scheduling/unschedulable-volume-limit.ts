import { scheduleRule } from "./schedule-rule.ts";

export const unschedulableVolumeLimit = scheduleRule({
  requirement: "volume-limit",
  meaning: "The nodes have as many volumes attached as they may.",
  remedy: "Add nodes, or spread the pods with volumes.",
  disproof: "A fitting node can attach another volume.",
  title: ({ workload }) => `the nodes that ${workload.ref.name} could use have as many volumes attached as they may`,
});
