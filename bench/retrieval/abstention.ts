import { COVERAGE } from "../../src/knowledge/rank/weights.ts";
import { AMONG, samplesOf } from "./coverage-samples.ts";
import { claimsOf, judged } from "./fit-coverage.ts";
import type { Bench } from "./open.ts";

/** What the shipped probability claims of the bench's questions, with their documents and without their family. */
export async function judge(bench: Bench): Promise<string> {
  const samples = judged(COVERAGE.fitted, await samplesOf(bench));
  return AMONG.flatMap((among) => {
    const asked = samples.filter((sample) => sample.among === among);
    return Object.entries(COVERAGE.from).map(([word, from]) => {
      const { right, wrong, false: falsely } = claimsOf(asked, ({ probability }) => probability >= from);
      const shares = `right ${right.toFixed(3)}, wrong ${wrong.toFixed(3)}; without their family ${falsely.toFixed(3)}`;
      return `among ${among.padEnd(4)}, at least ${word.padEnd(7)}  ${shares}`;
    });
  }).join("\n");
}
