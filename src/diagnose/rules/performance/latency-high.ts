import { cite } from "../../cite.ts";
import { amount } from "../../metrics/amount.ts";
import { slow } from "../../metrics/request-trouble.ts";
import { requests } from "../../metrics/requests.ts";
import { defineRule, look } from "../../rule.ts";

export const latencyHigh = defineRule({
  code: "latency-high",
  family: "performance",
  role: "symptom",
  severity: "warning",
  specificity: 2,
  meaning: "Requests to a workload take longer than before.",
  needs: "Series of the durations of its requests: twice as long as before, and at least 50 ms more.",
  remedy: "Follow it down: the deepest service whose own time rose is where to look.",
  disproof: "The mix of requests changed, to ones that always took this long.",
  *check(situation) {
    for (const item of requests(situation)) {
      const found = slow(item);
      if (!found) continue;
      const { ref } = item.workload;
      const [before, after] = [amount(found.shift.before, "seconds"), amount(found.shift.after, "seconds")];
      yield {
        object: ref,
        title: `requests to ${ref.name} take ${after}, up from ${before}`,
        confidence: "high",
        since: new Date(found.shift.at).toISOString(),
        evidence: [cite.metric(found.course.series, [ref], `requests to ${ref.name} take ${after}, before ${before}`)],
        next: [look("See what its pods use", `kubectl -n ${ref.namespace} top pod --containers`)],
      };
    }
  },
});
