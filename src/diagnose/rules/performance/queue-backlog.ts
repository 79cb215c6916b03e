import { keyOf } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { measures, names } from "../../metrics/measures.ts";
import { shiftOf } from "../../metrics/shift.ts";
import { named } from "../../metrics/subject.ts";
import { defineRule, look } from "../../rule.ts";

/** Fewer messages than this are work in hand. */
const MIN_RISE = 100;

export const queueBacklog = defineRule({
  code: "queue-backlog",
  family: "performance",
  role: "symptom",
  severity: "warning",
  specificity: 3,
  meaning: "Messages pile up in a queue: its consumers are slower than its producers, or gone.",
  needs: "Series of the queue's length: three times as many as before, and a hundred more.",
  remedy: "See whether the consumers run, and what each of their messages waits for.",
  disproof: "A batch was put in, and the queue gets shorter.",
  *check(situation) {
    const seen = new Set<string>();
    for (const { series, workload: broker } of measures(situation, "queue-length")) {
      const { labels, points } = series;
      const shift = shiftOf(points);
      if (!shift || shift.after < 3 * shift.before || shift.after - shift.before < MIN_RISE) continue;
      const queue = labels.queue ?? labels.topic ?? labels.consumergroup ?? "";
      const consumer = [labels.consumergroup, labels.queue, labels.topic]
        .map((name) => named(name, labels.namespace, names(situation), situation))
        .find(Boolean);
      const workload = consumer ?? broker;
      if (!workload || seen.has(keyOf(workload.ref))) continue;
      seen.add(keyOf(workload.ref));
      const { ref } = workload;
      const [before, after] = [Math.round(shift.before), Math.round(shift.after)];
      yield {
        object: ref,
        title: `${after} messages wait in queue ${queue}, before it were ${before}`,
        confidence: "high",
        since: new Date(shift.at).toISOString(),
        evidence: [cite.metric(series, [ref], `queue ${queue} grew from ${before} to ${after} messages`)],
        next: [look("See its pods", `kubectl -n ${ref.namespace} get pods`)],
      };
    }
  },
});
