import type { Pod } from "../../../core/kubernetes.ts";
import { defineRule } from "../../rule.ts";
import { scheduleDrafts } from "./unschedulable.ts";

const taints = (pod: Pod) =>
  pod.spec?.tolerations?.length ? " with the tolerations it has" : ": it has no tolerations";

export const unschedulableTaint = defineRule({
  code: "unschedulable-taint",
  family: "scheduling",
  role: "cause",
  dependent: true,
  severity: "critical",
  specificity: 8,
  meaning: "Every node that fits otherwise has a taint that the pod does not tolerate.",
  needs:
    "A pod whose PodScheduled condition or FailedScheduling event says so; worked out against the nodes where they are seen.",
  remedy: "Add a toleration, or remove the taint.",
  disproof: "A fitting node has no such taint.",
  check: (situation) =>
    scheduleDrafts(
      situation,
      "taint",
      ({ workload, pod }) => `${workload.ref.name} does not tolerate the taints of the nodes${taints(pod)}`,
    ),
});
