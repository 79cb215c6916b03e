import { COVERAGE } from "../../src/knowledge/weights.ts";
import { claimsOf, judged, questionsIn, samplesOf } from "./fit-coverage.ts";
import type { Bench } from "./open.ts";

/** What the shipped probability claims of the bench's questions, with their documents and without their family. */
export function judge(bench: Bench): string {
  const samples = judged(
    COVERAGE.fitted,
    bench.posed.flatMap((posed) => samplesOf(bench, posed)),
  );
  const n = questionsIn(samples);
  return Object.entries(COVERAGE.from)
    .map(([word, from]) => {
      const { right, wrong, false: falsely } = claimsOf(samples, from);
      const share = (count: number) => (count / n).toFixed(3);
      return `at least ${word.padEnd(8)} right ${share(right)}, wrong ${share(wrong)}; without their family ${share(falsely)}`;
    })
    .join("\n");
}
