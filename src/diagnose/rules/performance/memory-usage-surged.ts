import { cite } from "../../cite.ts";
import { amount } from "../../metrics/amount.ts";
import { defineRule, look } from "../../rule.ts";
import { harm } from "./harm.ts";
import { hasMoreTraffic, surges } from "./surge.ts";

const RISE = 100 * 2 ** 20;

export const memoryUsageSurged = defineRule({
  code: "memory-usage-surged",
  family: "performance",
  role: "cause",
  dependent: true,
  severity: "warning",
  specificity: 5,
  meaning: "A workload uses far more memory than before, without more requests, and requests suffer.",
  needs: "Series of memory use: at least twice as much and 100 MiB more, with slow or failing requests.",
  remedy: "Look for a leak or an unbounded cache; restarting it buys time.",
  disproof: "It is a cache that fills up after a restart and then stays level.",
  *check(situation) {
    for (const { workload, pod, series, shift } of surges(situation, "memory-working-set", 2, RISE)) {
      const { ref } = workload;
      if (hasMoreTraffic(situation, workload, shift)) continue;
      const harmed = harm(situation, ref);
      if (harmed === "no" || (harmed === "unknown" && shift.after < 4 * shift.before)) continue;
      const [before, after] = [amount(shift.before, "bytes"), amount(shift.after, "bytes")];
      yield {
        object: ref,
        title: `${ref.name} uses ${after} of memory, up from ${before}`,
        confidence: harmed === "yes" ? "high" : "medium",
        since: new Date(shift.at).toISOString(),
        evidence: [cite.metric(series, [ref], `memory of ${pod || ref.name} went from ${before} to ${after}`)],
        next: [look("See which container it is", `kubectl -n ${ref.namespace} top pod --containers`)],
      };
    }
  },
});
