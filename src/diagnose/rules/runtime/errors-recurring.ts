import { duration, timeOf } from "../../../core/time.ts";
import { cite } from "../../cite.ts";
import { linksIn } from "../../graph/links.ts";
import { begunErrors } from "../../logs/begun-errors.ts";
import { quote, type Telling } from "../../logs/salience/telling.ts";
import { defineRule, look } from "../../rule.ts";

/** Twice may be chance. */
const OFTEN = 3;
/** One line in so many: fewer are told only when they are many. */
const RARE = 100;
const MANY = 10;
/** One line in so many: it should not be so, whoever suffers from it. */
const FREQUENT = 10;
/** What was last logged before this is over. */
const RECENT_MS = 15 * 60_000;
/** The same for logs without times, in lines from the end. */
const RECENT_LINES = 100;

export const errorsRecurring = defineRule({
  code: "errors-recurring",
  family: "runtime",
  role: "symptom",
  severity: "info",
  tier: "noticed",
  specificity: 2,
  meaning: "A program that runs and is ready logs the same error again and again, for as long as its log goes back.",
  needs: "The same error, which is no call to another process, three times or more and in the last quarter of an hour.",
  remedy: "Find out which of its work fails with it; a steady error is one that nobody has looked at yet.",
  disproof: "The work that it belongs to succeeds.",
  *check(situation) {
    const missed = new Set(linksIn(situation).flatMap(({ peer, caller }) => (caller && peer.workload) || []));
    for (const workload of situation.workloads) {
      const { ref } = workload;
      const found = situation.telling(workload).filter((item) => recurs(item, situation.now));
      const [most] = found.toSorted((a, b) => b.count - a.count || b.score - a.score);
      if (!most || begunErrors(most.stream, situation.now)) continue;
      const { stream, line, count } = most;
      yield {
        object: ref,
        title: `${ref.name} keeps logging ${quote(most)}: ${rateOf(most)}`,
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

/** An error of the program's own that it logs time and again, and lately. */
function recurs({ state, level, weight, sighting, count, stream, last }: Telling, now: number): boolean {
  if (state !== "serving" || count < OFTEN) return false;
  if (count < MANY && count * RARE < stream.lines.length) return false;
  const own = sighting === undefined || sighting.class === "unhandled-error";
  const isError = level === "error" || level === "fatal" || (level === undefined && weight >= 4.5);
  const at = timeOf(stream.lines[last]?.at);
  const recent = at === undefined ? last >= stream.lines.length - RECENT_LINES : at > now - RECENT_MS;
  return own && isError && recent;
}

/** `12 times in 40 min`, `30 of 200 lines` where the log has no times. */
function rateOf({ count, stream, first, last }: Telling): string {
  const [begin, end] = [timeOf(stream.lines[first]?.at), timeOf(stream.lines[last]?.at)];
  if (begin === undefined || end === undefined || end - begin < 1000) return `${count} of ${stream.lines.length} lines`;
  return `${count} times in ${duration(end - begin)}`;
}
