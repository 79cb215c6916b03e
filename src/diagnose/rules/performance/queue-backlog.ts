import { keyOf } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { backlogs } from "../../metrics/backlog.ts";
import { names } from "../../metrics/measures.ts";
import { named } from "../../metrics/subject.ts";
import { defineRule, look } from "../../rule.ts";

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
    for (const { series, queue, broker, shift } of backlogs(situation)) {
      const { labels } = series;
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
        title: `${after} messages queued in ${queue}, up from ${before}`,
        confidence: "high",
        since: new Date(shift.at).toISOString(),
        evidence: [cite.metric(series, [ref], `queue ${queue} grew from ${before} to ${after} messages`)],
        next: [look("See its pods", `kubectl -n ${ref.namespace} get pods`)],
      };
    }
  },
});
