import { scheduleRule } from "./schedule-rule.ts";

export const unschedulablePodAffinity = scheduleRule({
  requirement: "pod-affinity",
  meaning: "No node runs the pods that the affinity asks for.",
  remedy: "Correct the labels, the namespace or the topology key of the affinity.",
  disproof: "A fitting node runs such a pod.",
  title: ({ workload, fits: [first] }) =>
    `${workload.ref.name} has an affinity to pods that run on no node it may use${first ? `: no node ${first.lacks.get("pod-affinity")?.replace("runs no", "runs a")}` : ""}`,
});
