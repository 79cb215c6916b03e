import { cite } from "../../cite.ts";
import { quote, TELLS } from "../../logs/salience/telling.ts";
import { defineRule } from "../../rule.ts";
import { partOf } from "../../situation/part.ts";
import { crashesIn } from "./crash.ts";
import { crashDraft, endOf } from "./crash-draft.ts";

export const crashApplicationError = defineRule({
  code: "crash-application-error",
  family: "runtime",
  role: "cause",
  dependent: true,
  severity: "critical",
  specificity: 3,
  meaning: "The program logs its own failure, in words that no signature knows, and exits.",
  needs: "A container that keeps exiting with an error code, and a line in its log that tells of trouble.",
  remedy: "Read the line and those before it; undo the rollout if one came before.",
  disproof: "Runs that keep working print the line as well.",
  *check(situation) {
    for (const crash of crashesIn(situation)) {
      const { workload, containers } = crash;
      const [first] = containers;
      if (crash.clue || first.status?.lastState?.terminated?.reason === "OOMKilled") continue;
      const [said] = situation
        .telling(workload)
        .filter(({ stream, score }) => stream.container === first.spec.name && score >= TELLS);
      if (!said) continue;
      const title = `${partOf(workload, first)} exits ${endOf(first)} after it logged ${quote(said)}`;
      const { evidence, ...draft } = crashDraft(situation, crash, title, []);
      const line = cite.log(said.stream, said.line, said.count);
      yield { ...draft, confidence: "low", evidence: [...evidence, line] };
    }
  },
});
