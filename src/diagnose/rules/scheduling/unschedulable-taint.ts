import { change, look } from "../../rule.ts";
import { someOf } from "../../some-of.ts";
import { scheduleRule } from "./schedule-rule.ts";

export const unschedulableTaint = scheduleRule({
  requirement: "taint",
  dependent: true,
  meaning: "Every node that fits otherwise has a taint that the pod does not tolerate.",
  remedy: "Add a toleration, or remove the taint.",
  disproof: "A fitting node has no such taint.",
  title({ workload, fits }) {
    const taints = [...new Set(fits.map(({ lacks }) => lacks.get("taint")?.replace("has taint ", "") ?? ""))];
    return `${workload.ref.name} does not tolerate ${taints.length > 0 ? `taint ${someOf(taints)}` : "the taints"} of the nodes`;
  },
  next: () => [
    look("See the taints", "kubectl describe nodes"),
    change("Add a toleration to the template, or remove the taint from a node"),
  ],
});
