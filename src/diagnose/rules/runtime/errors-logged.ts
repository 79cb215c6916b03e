import { clock } from "../../../core/time.ts";
import { cite } from "../../cite.ts";
import { linksIn } from "../../graph/links.ts";
import { logCommand } from "../../log-command.ts";
import { begunErrors } from "../../logs/begun-errors.ts";
import { defineRule, look } from "../../rule.ts";

export const errorsLogged = defineRule({
  code: "errors-logged",
  family: "runtime",
  role: "symptom",
  severity: "warning",
  specificity: 3,
  meaning: "A running program began to log errors of its own that its log did not have before.",
  needs: "A log that goes back to before the first of them, and the same error again and again in the last minutes.",
  remedy: "Read what stands around the first of them; see what changed then: a flag, data, what it is asked for.",
  disproof: "It logged the same before, and served well.",
  *check(situation) {
    const missed = new Set(linksIn(situation).flatMap(({ peer, caller }) => (caller && peer.workload) || []));
    for (const workload of situation.workloads) {
      const { ref, pods } = workload;
      const all = pods.flatMap((pod) => situation.logs(pod).filter(({ previous }) => !previous));
      // Whose callers complain needs no quiet time before: logs may go back a few minutes only.
      const begins = missed.has(workload) ? 0 : undefined;
      const found = all.flatMap((stream) => begunErrors(stream, situation.now, begins) ?? []);
      const [first] = found.sort((a, b) => a.at - b.at);
      if (!first) continue;
      const { stream, line, at, count } = first;
      yield {
        object: ref,
        title: `${ref.name} has logged errors of its own since ${clock(at, situation.now)}`,
        confidence: "medium",
        since: new Date(at).toISOString(),
        evidence: [cite.log(stream, line, count)],
        next: [look("Read the end of its log", logCommand(stream, " --tail=200"))],
      };
    }
  },
});
