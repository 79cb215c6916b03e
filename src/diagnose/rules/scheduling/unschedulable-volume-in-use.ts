import { scheduleRule } from "./schedule-rule.ts";

export const unschedulableVolumeInUse = scheduleRule({
  requirement: "volume-in-use",
  meaning: "The volume allows one pod at a time, and another pod uses it.",
  remedy: "Remove the other pod first (strategy Recreate), or use another access mode.",
  disproof: "No other pod mounts the claim.",
  title: ({ workload }) => `the volume of ${workload.ref.name} allows one pod at a time, and another pod uses it`,
});
