import type { Step } from "../../../core/finding.ts";
import { defineRule, type Rule } from "../../rule.ts";
import type { Situation } from "../../situation/situation.ts";
import { startDraft } from "./start-draft.ts";
import { type StartFailure, startFailures } from "./start-failure.ts";
import type { StartProblem } from "./start-problem.ts";

/** A rule about containers that have their image and do not get to run. */
interface StartRule extends Pick<Rule, "code" | "meaning" | "remedy" | "disproof" | "dependent"> {
  problem: StartProblem;
  specificity?: number;
  title(failure: StartFailure): string;
  next?(failure: StartFailure): readonly Step[];
  /** Failures that a rule of their own tells more of. */
  except?(failure: StartFailure, situation: Situation): boolean;
}

export function startRule({ problem, specificity = 8, title, next, except, ...told }: StartRule): Rule {
  return defineRule({
    ...told,
    specificity,
    family: "startup",
    role: "cause",
    severity: "critical",
    needs: "The container's waiting or termination message, or the kubelet's event about it.",
    check: (situation) =>
      startFailures(situation)
        .filter((failure) => failure.problem === problem && !except?.(failure, situation))
        .map((failure) => startDraft(situation, failure, title(failure), next?.(failure))),
  });
}
