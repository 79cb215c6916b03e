import { defineRule } from "../../rule.ts";
import { scheduleDrafts } from "./unschedulable.ts";

export const unschedulableUnboundClaim = defineRule({
  code: "unschedulable-unbound-claim",
  family: "scheduling",
  role: "cause",
  dependent: true,
  severity: "critical",
  specificity: 4,
  meaning: "The pod waits for its claim; why the claim is not bound is a finding of its own.",
  needs:
    "A pod whose PodScheduled condition or FailedScheduling event says so; worked out against the nodes where they are seen.",
  remedy: "Look at the claim.",
  disproof: "The claim is bound.",
  check: (situation) =>
    scheduleDrafts(
      situation,
      "unbound-claim",
      ({ workload }) => `${workload.ref.name} waits for a volume claim that is not bound`,
    ),
});
