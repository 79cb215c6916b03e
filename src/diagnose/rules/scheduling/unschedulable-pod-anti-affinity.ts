import { scheduleRule } from "./schedule-rule.ts";

export const unschedulablePodAntiAffinity = scheduleRule({
  requirement: "pod-anti-affinity",
  meaning: "The anti-affinity rules, of the pod or of those that run, leave no node.",
  remedy: "Fewer replicas, more nodes, or a preferred instead of a required rule.",
  disproof: "A fitting node runs none of the pods that the rule keeps apart.",
  title: ({ workload, pods, fits }) =>
    `anti-affinity keeps ${pods} pods of ${workload.ref.name} off ${fits.length > 0 ? `all ${fits.length} nodes` : "every node"} that they could use`,
});
