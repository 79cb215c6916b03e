import { type Score, score } from "../../src/diagnose/eval/score.ts";
import { verdictOf } from "../../src/diagnose/verdict.ts";
import type { Case } from "../../test/diagnose/cases/case.ts";
import { diagnosed } from "../../test/diagnose/cases/case.ts";
import { DROPS, dropped } from "../../test/diagnose/cases/variants.ts";

/** How one case went, whoever made it. */
export interface Measured {
  name: string;
  object: boolean;
  cause: boolean;
  /** Something is wrong, it is not told, and the verdict says that nothing is. */
  toldHealthy: boolean;
  /** The first finding is a cause of high confidence. */
  sure: boolean;
  ms: number;
  /** `code Kind/name` of the first finding. */
  said: string;
}

export interface Scored extends Measured {
  score: Score;
}

export function scored(item: Case): Scored {
  const began = performance.now();
  const answer = diagnosed(item);
  const ms = performance.now() - began;
  const result = score(answer, item.expected);
  const { object, cause, said, confidence, abstained } = result;
  const isMissed = item.expected.object.length > 0 && !(object && cause);
  const toldHealthy = isMissed && verdictOf(answer.findings, []) === "healthy";
  return {
    name: item.name,
    object,
    cause,
    said,
    ms,
    toldHealthy,
    sure: confidence === "high" && !abstained,
    score: result,
  };
}

export const isRight = ({ object, cause }: Pick<Measured, "object" | "cause">) => object && cause;

/** Each case without one source after the other, where it has something of it. */
export function withoutEach(cases: readonly Case[]): Map<string, Scored[]> {
  return new Map(
    Object.keys(DROPS).map((source) => [source, cases.flatMap((item) => dropped(item, source) ?? []).map(scored)]),
  );
}
