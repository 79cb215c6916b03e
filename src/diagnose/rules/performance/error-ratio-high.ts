import { shortName } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { amount } from "../../metrics/amount.ts";
import { failing } from "../../metrics/request-trouble.ts";
import { requests } from "../../metrics/requests.ts";
import { defineRule, look } from "../../rule.ts";

export const errorRatioHigh = defineRule({
  code: "error-ratio-high",
  family: "performance",
  role: "symptom",
  severity: "critical",
  specificity: 2,
  meaning: "More requests to a workload fail than before.",
  needs: "Series of its requests by outcome: at least one in a hundred fails, and three times the share of before.",
  remedy: "Follow it down: the deepest service whose own errors rose is where to look.",
  disproof: "The failed requests are of one caller that sends invalid requests.",
  *check(situation) {
    for (const item of requests(situation)) {
      const found = failing(item);
      if (!found) continue;
      const { ref } = item.workload;
      const { course, shift } = found;
      const share = amount(course.now, "ratio");
      yield {
        object: ref,
        title: shift
          ? `${share} of the requests to ${ref.name} fail, up from ${amount(shift.before, "ratio")}`
          : `${share} of the requests to ${ref.name} fail`,
        confidence: shift ? "high" : "medium",
        since: shift ? new Date(shift.at).toISOString() : null,
        severity: course.now >= 0.05 ? "critical" : "warning",
        evidence: [cite.metric(course.series, [ref], `${share} of the requests to ${ref.name} fail`)],
        next: [look("Read its log", `kubectl -n ${ref.namespace} logs ${shortName(ref)} --since=15m`)],
      };
    }
  },
});
