import { keyOf } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { amount } from "../../metrics/amount.ts";
import { type Requests, requests } from "../../metrics/requests.ts";
import type { Shift } from "../../metrics/shift.ts";
import { defineRule, look } from "../../rule.ts";
import { callersOf } from "./callers.ts";

export const trafficDropped = defineRule({
  code: "traffic-dropped",
  family: "performance",
  role: "symptom",
  severity: "warning",
  specificity: 2,
  meaning: "Requests no longer reach a workload although those who call it are as busy as before.",
  needs: "Series of requests: less than a third of before, while a caller gets as many of its own as before.",
  remedy: "Look at the path between: Service, endpoints, policies, DNS, the caller's configuration.",
  disproof: "The caller answers from a cache, or was changed to ask another one.",
  *check(situation) {
    const all = new Map(requests(situation).map((item) => [keyOf(item.workload.ref), item]));
    for (const item of all.values()) {
      const shift = dropped(item);
      if (!shift || !item.rate) continue;
      const busy = callersOf(situation, item.workload)
        .flatMap((key) => all.get(key) ?? [])
        .find(isSteady);
      if (!busy) continue;
      const { ref } = item.workload;
      const [before, after] = [amount(shift.before, "per-second"), amount(shift.after, "per-second")];
      yield {
        object: ref,
        title: `requests to ${ref.name} fell from ${before} to ${after}, and ${busy.workload.ref.name} is as busy as ever`,
        confidence: "medium",
        since: new Date(shift.at).toISOString(),
        evidence: [cite.metric(item.rate.series, [ref], `requests to ${ref.name} went from ${before} to ${after}`)],
        next: [look("See its endpoints", `kubectl -n ${ref.namespace} get endpointslices`)],
      };
    }
  },
});

function dropped({ rate }: Requests): Shift | undefined {
  const shift = rate?.shift;
  return shift && shift.before >= 1 && shift.after < shift.before / 3 ? shift : undefined;
}

function isSteady({ rate }: Requests): boolean {
  return (
    rate !== undefined && rate.now >= 1 && (rate.shift === undefined || rate.shift.after > 0.8 * rate.shift.before)
  );
}
