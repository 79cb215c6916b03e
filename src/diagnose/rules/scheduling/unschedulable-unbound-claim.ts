import { look } from "../../rule.ts";
import { scheduleRule } from "./schedule-rule.ts";

export const unschedulableUnboundClaim = scheduleRule({
  requirement: "unbound-claim",
  dependent: true,
  specificity: 4,
  meaning: "The pod waits for its claim; why the claim is not bound is a finding of its own.",
  remedy: "Look at the claim.",
  disproof: "The claim is bound, and the pod stays pending.",
  title: ({ workload }) => `${workload.ref.name} waits for a volume claim that is not bound`,
  next: ({ workload: { ref } }) => [look("See the claims", `kubectl -n ${ref.namespace} get pvc`)],
});
