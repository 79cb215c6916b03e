import { COVERAGE } from "../../src/knowledge/weights.ts";
import { samplesOfAll } from "./coverage-samples.ts";
import { claimsOf, judged } from "./fit-coverage.ts";
import type { Bench } from "./open.ts";

/** What the shipped probability claims of the bench's questions, with their documents and without their family. */
export function judge(bench: Bench): string {
  const samples = judged(
    COVERAGE.fitted,
    bench.posed.flatMap((posed) => samplesOfAll(bench, posed)),
  );
  return Object.entries(COVERAGE.from)
    .map(([word, from]) => {
      const { right, wrong, false: falsely } = claimsOf(samples, (probability) => probability >= from);
      return `at least ${word.padEnd(8)} right ${right.toFixed(3)}, wrong ${wrong.toFixed(3)}; without their family ${falsely.toFixed(3)}`;
    })
    .join("\n");
}
