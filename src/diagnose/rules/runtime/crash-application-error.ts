import { cite } from "../../cite.ts";
import { lastRun } from "../../logs/current.ts";
import { lastError } from "../../logs/first-cause.ts";
import { defineRule } from "../../rule.ts";
import { crashesIn } from "./crash.ts";
import { crashDraft, endOf } from "./crash-draft.ts";

export const crashApplicationError = defineRule({
  code: "crash-application-error",
  family: "runtime",
  role: "cause",
  dependent: true,
  severity: "critical",
  specificity: 3,
  meaning: "The program says itself that it fails, in words that no signature knows, and ends.",
  needs: "A container that keeps ending with an error code, and a line marked as an error near the end of its log.",
  remedy: "Read the line and what stands before it; undo the rollout when one came before it.",
  disproof: "The line is printed by runs that go on as well.",
  *check(situation) {
    for (const crash of crashesIn(situation)) {
      const [first] = crash.containers;
      if (crash.clue || first.status?.lastState?.terminated?.reason === "OOMKilled") continue;
      const streams = crash.containers.flatMap(({ pod, spec, status }) =>
        lastRun(situation.logs(pod, spec.name), status),
      );
      const error = lastError(streams);
      if (!error) continue;
      const { evidence, ...draft } = crashDraft(
        situation,
        crash,
        `${crash.workload.ref.name} ends ${endOf(first)} after it reported an error`,
        [],
      );
      yield { ...draft, confidence: "low", evidence: [...evidence, cite.log(error.stream, error.line)] };
    }
  },
});
