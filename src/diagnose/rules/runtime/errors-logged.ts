import { clock } from "../../../core/time.ts";
import { cite } from "../../cite.ts";
import { begunErrors } from "../../logs/begun-errors.ts";
import { defineRule, look } from "../../rule.ts";

export const errorsLogged = defineRule({
  code: "errors-logged",
  family: "runtime",
  role: "symptom",
  severity: "warning",
  specificity: 3,
  meaning: "A program that runs began to log errors of its own that its log did not hold before.",
  needs: "A log that goes back to before the first of them, and the same error again and again in the last minutes.",
  remedy: "Read what stands around the first of them; see what changed then: a flag, data, what it is asked for.",
  disproof: "It logged the same before, and served well.",
  *check(situation) {
    for (const { ref, pods } of situation.workloads) {
      const all = pods.flatMap((pod) => situation.logs(pod).filter(({ previous }) => !previous));
      const found = all.flatMap((stream) => begunErrors(stream, situation.now) ?? []);
      const [first] = found.sort((a, b) => a.at - b.at);
      if (!first) continue;
      const { stream, line, at, count } = first;
      yield {
        object: ref,
        title: `${ref.name} logs errors since ${clock(at, situation.now)} that it did not log before`,
        confidence: "medium",
        since: new Date(at).toISOString(),
        evidence: [cite.log(stream, line, count)],
        next: [
          look("Read its log", `kubectl -n ${ref.namespace} logs ${stream.pod} -c ${stream.container} --tail=200`),
        ],
      };
    }
  },
});
