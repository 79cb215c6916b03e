import { cite } from "../../cite.ts";
import { loneSpeaker } from "../../compare/lone-replica.ts";
import { linksIn } from "../../graph/links.ts";
import { begunErrors } from "../../logs/begun-errors.ts";
import { rateOf, recurs } from "../../logs/salience/recurring.ts";
import { quote } from "../../logs/salience/telling.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";

/** One line in so many: it should not be so, whoever suffers from it. */
const FREQUENT = 10;

export const errorsRecurring = defineRule({
  code: "errors-recurring",
  family: "runtime",
  role: "symptom",
  severity: "info",
  tier: "noticed",
  specificity: 2,
  meaning: "A program that runs and is ready logs the same error again and again, as far back as its log goes.",
  needs: "The same error, which is no call to another process, three times or more and in the last quarter of an hour.",
  remedy: "Find out which of its work fails with it; an error can be steady because nobody has looked at it yet.",
  disproof: "The work that it belongs to succeeds.",
  *check(situation) {
    const missed = new Set(linksIn(situation).flatMap(({ peer, caller }) => (caller && peer.workload) || []));
    for (const workload of situation.workloads) {
      const { ref } = workload;
      const found = situation.telling(workload).filter((item) => recurs(item, situation.now));
      const [most] = found.toSorted((a, b) => b.count - a.count || b.score - a.score);
      if (!most || begunErrors(most.stream, situation.now)) continue;
      const { stream, line, count } = most;
      const lone = loneSpeaker(situation, workload, most.pods);
      const others = lone ? `, and its ${lone.siblings.length} siblings do not` : "";
      yield {
        object: lone ? refOf(lone.pod) : ref,
        title: `${lone ? `pod ${lone.pod.metadata.name} alone` : ref.name} keeps logging ${quote(most)}: ${rateOf(most)}${others}`,
        confidence: "high",
        tier: missed.has(workload) ? "harm" : "noticed",
        severity: missed.has(workload) || count * FREQUENT >= stream.lines.length ? "warning" : "info",
        since: line.at ?? null,
        evidence: [cite.log(stream, line, count)],
        next: [look("Read its log", `kubectl -n ${ref.namespace} logs ${stream.pod} -c ${stream.container}`)],
      };
    }
  },
});
