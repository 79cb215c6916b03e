import { keyOf } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { amount } from "../../metrics/amount.ts";
import { type Requests, requests } from "../../metrics/requests.ts";
import type { Shift } from "../../metrics/shift.ts";
import { defineRule, look } from "../../rule.ts";
import { callersOf } from "./callers.ts";
import { harm } from "./harm.ts";

export const trafficSurged = defineRule({
  code: "traffic-surged",
  family: "performance",
  role: "cause",
  dependent: true,
  severity: "warning",
  specificity: 4,
  meaning: "Far more requests come in than before, and requests suffer.",
  needs:
    "Series of requests: three times as many and five a second more, while its callers received no more of their own.",
  remedy: "Find who sends them: a retry loop, a batch, the outside; limit them or add replicas.",
  disproof: "Requests slowed down before their number rose: then callers are retrying.",
  *check(situation) {
    const all = requests(situation);
    const surged = new Map(all.flatMap((item) => (surge(item) ? [[keyOf(item.workload.ref), surge(item)]] : [])));
    for (const item of all) {
      const shift = surge(item);
      const { ref } = item.workload;
      if (!shift || !item.rate || callersOf(situation, item.workload).some((key) => surged.has(key))) continue;
      if (harm(situation, ref) !== "yes") continue;
      const [before, after] = [amount(shift.before, "per-second"), amount(shift.after, "per-second")];
      yield {
        object: ref,
        title: `requests to ${ref.name} rose from ${before} to ${after}`,
        confidence: "medium",
        since: new Date(shift.at).toISOString(),
        evidence: [cite.metric(item.rate.series, [ref], `requests to ${ref.name} went from ${before} to ${after}`)],
        next: [look("See its replicas", `kubectl -n ${ref.namespace} get deploy,hpa`)],
      };
    }
  },
});

function surge({ rate }: Requests): Shift | undefined {
  const shift = rate?.shift;
  return shift && shift.after >= 3 * shift.before && shift.after - shift.before >= 5 ? shift : undefined;
}
