import { duration } from "../../../core/time.ts";
import { defineRule, look } from "../../rule.ts";
import { citeLeaving, seeWait, slowToLeave } from "./leaving-pod.ts";

export const podsTerminatingSlowly = defineRule({
  code: "pods-terminating-slowly",
  family: "runtime",
  role: "symptom",
  severity: "warning",
  tier: "noticed",
  specificity: 2,
  meaning:
    "Pods have been deleting for minutes and may take longer: a preStop hook or the program uses its grace period.",
  needs: "The pod's deletion time and grace period, which is not over.",
  remedy:
    "Wait for the end of the grace period; shorten the preStop hook or terminationGracePeriodSeconds if it is too long.",
  disproof: "The program drains connections that must not be cut.",
  *check(situation) {
    for (const { ref, allPods } of situation.workloads) {
      const slow = slowToLeave(allPods, situation.now);
      const [first] = slow;
      if (!first) continue;
      const { pod, elapsed, left, hook } = first;
      yield {
        object: ref,
        title: `${slow.length === 1 ? `pod ${pod.metadata.name}` : `${slow.length} pods`} of ${ref.name} terminating for ${duration(elapsed)}, up to ${duration(left)} more${hook ? `: container ${hook} has a preStop hook` : ""}`,
        confidence: "high",
        since: new Date(situation.now - elapsed).toISOString(),
        evidence: [citeLeaving(first)],
        next: [seeWait(first), look("List all terminating pods", `kubectl -n ${ref.namespace} get pods -o wide`)],
      };
    }
  },
});
