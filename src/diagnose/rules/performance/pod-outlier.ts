import { keyOf } from "../../../core/object.ts";
import { SIGNALS } from "../../../core/signal.ts";
import { cite } from "../../cite.ts";
import { amount } from "../../metrics/amount.ts";
import { change, defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { outliers } from "./outliers.ts";

export const podOutlier = defineRule({
  code: "pod-outlier",
  family: "performance",
  role: "symptom",
  severity: "warning",
  specificity: 4,
  meaning: "One pod answers far slower, or fails far more, than its siblings do in the same minutes.",
  needs: "Series of requests by pod: at least three pods, one of them apart from all others.",
  remedy: "Delete the pod to get through; then look at what it alone has: its node, its age, its shard.",
  disproof: "It gets other requests than its siblings.",
  *check(situation) {
    const seen = new Set<string>();
    for (const { pod, workload, series, value, siblings, signal } of outliers(situation)) {
      const ref = refOf(pod);
      if (seen.has(keyOf(ref))) continue;
      seen.add(keyOf(ref));
      const { unit } = SIGNALS[signal];
      const [own, others] = [amount(value, unit), amount(siblings, unit)];
      const what = unit === "ratio" ? "share of failed requests" : "mean duration of requests";
      const text = `${what} of pod ${ref.name} is ${own}, its siblings' is ${others}`;
      yield {
        object: ref,
        title: `pod ${ref.name} differs from its siblings: ${what} ${own} against ${others}`,
        confidence: "high",
        affects: [workload.ref],
        evidence: [cite.metric(series, [ref], text)],
        next: [
          look("See where it runs", `kubectl -n ${ref.namespace} get pods -o wide`),
          change("Let it be replaced", `kubectl -n ${ref.namespace} delete pod ${ref.name}`),
        ],
      };
    }
  },
});
