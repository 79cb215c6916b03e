import { type Score, score } from "../../src/diagnose/eval/score.ts";
import type { Case } from "../../test/diagnose/cases/case.ts";
import { diagnosed } from "../../test/diagnose/cases/case.ts";
import { DROPS, dropped } from "../../test/diagnose/cases/variants.ts";

export interface Scored {
  name: string;
  score: Score;
}

export function scored(item: Case): Scored {
  return { name: item.name, score: score(diagnosed(item), item.expected) };
}

export const isRight = ({ score: { object, cause } }: Scored) => object && cause;

/** Each case without one source after the other, where it has something of it. */
export function withoutEach(cases: readonly Case[]): Map<string, Scored[]> {
  return new Map(
    Object.keys(DROPS).map((source) => [source, cases.flatMap((item) => dropped(item, source) ?? []).map(scored)]),
  );
}
