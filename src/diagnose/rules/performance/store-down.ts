import { keyOf } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { measures } from "../../metrics/measures.ts";
import { recent, shiftOf } from "../../metrics/shift.ts";
import { defineRule, look } from "../../rule.ts";

export const storeDown = defineRule({
  code: "store-down",
  family: "performance",
  role: "symptom",
  severity: "critical",
  specificity: 3,
  meaning: "The exporter of a store cannot reach the store.",
  needs: "The exporter's own series that says so.",
  remedy: "Look at the store's pod and log, then at the exporter's credentials.",
  disproof: "Others reach the store: then the exporter's address or password is wrong.",
  *check(situation) {
    const seen = new Set<string>();
    for (const { workload, series } of measures(situation, "store-up")) {
      if (!workload || recent(series.points) !== 0 || seen.has(keyOf(workload.ref))) continue;
      seen.add(keyOf(workload.ref));
      const { ref } = workload;
      const shift = shiftOf(series.points);
      const store = series.labels.instance ?? ref.name;
      yield {
        object: ref,
        title: `the store that ${ref.name} watches (${store}) does not answer`,
        confidence: shift ? "high" : "medium",
        since: shift ? new Date(shift.at).toISOString() : null,
        evidence: [cite.metric(series, [ref], `the exporter ${ref.name} cannot reach ${store}`)],
        next: [look("See the pods", `kubectl -n ${ref.namespace} get pods -o wide`)],
      };
    }
  },
});
