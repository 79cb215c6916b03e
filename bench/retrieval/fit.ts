import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Logistic } from "../../src/knowledge/coverage.ts";
import {
  claimsOfFamilies,
  FEW,
  fitLogistic,
  type Judged,
  leaveOneFamilyOut,
  samplesOf,
  thresholdFor,
} from "./fit-coverage.ts";
import { candidatesOf, crossValidate, fitWeights, namedWeights, type Weights } from "./fit-weights.ts";
import { qualityBySlice } from "./metrics.ts";
import { type Bench, openBench } from "./open.ts";
import { foldOf } from "./questions.ts";
import { lineOf } from "./table.ts";

/**
 * Fits the weights of the ranking and the probability of coverage, prints how they do on questions that they were not fitted
 * on, and with --write puts them into src/knowledge/weights.ts. Run it twice: coverage is judged on the weights of the file.
 * `node bench/retrieval/fit.ts --questions FILE --index DIR --models DIR [--write]`
 */
const { values } = parseArgs({
  options: {
    questions: { type: "string" },
    index: { type: "string" },
    models: { type: "string" },
    write: { type: "boolean" },
  },
});
if (!values.questions || !values.index) throw new Error("name --questions FILE and --index DIR");
/** Of the questions that no document covers, this share may be answered with one. */
const FALSE = 0.03;

const bench = await openBench({ questions: values.questions, index: values.index, models: values.models ?? "" });
try {
  const [fitted, lexical] = [fitOn(bench, "fitted"), fitOn(withoutModel(bench), "lexical")];
  if (values.write) write(fitted, lexical);
} finally {
  await bench.close();
}

interface Fitted {
  weights: Weights;
  model: Logistic;
}

function fitOn(bench: Bench, name: string): Fitted {
  const candidates = bench.posed.map((posed) => candidatesOf(bench, posed));
  console.log(
    `${name}, cross-validated by page  ${lineOf(qualityBySlice(crossValidate(bench.opened.catalogue, candidates, foldOf)))}`,
  );
  const samples = [1, FEW].flatMap((oneIn) => bench.posed.flatMap((posed) => samplesOf(bench, posed, oneIn)));
  const leftOut = leaveOneFamilyOut(samples);
  printFamilies(leftOut, 1);
  printFamilies(leftOut, FEW);
  return { weights: namedWeights(fitWeights(candidates)), model: halved(fitLogistic(samples), leftOut) };
}

/** The same logistic, moved so that one half is the threshold for families that it never saw. */
function halved(model: Logistic, leftOut: readonly Judged[]): Logistic {
  const threshold = thresholdFor(leftOut, FALSE);
  return { ...model, bias: model.bias - Math.log(threshold / (1 - threshold)) };
}

function printFamilies(leftOut: readonly Judged[], oneIn: number): void {
  const families = [...claimsOfFamilies(leftOut, oneIn, FALSE)];
  const n = families.reduce((sum, [, family]) => sum + family.n, 0);
  const share = (of: "right" | "wrong" | "false") =>
    (families.reduce((sum, [, claims]) => sum + claims[of], 0) / n).toFixed(3);
  console.log(
    `  one page in ${oneIn}, one family of documents left out: right ${share("right")}, wrong ${share("wrong")}, false ${share("false")}`,
  );
  for (const [family, { n, right, wrong, false: falsely }] of families)
    if (n >= 10)
      console.log(`    ${family.padEnd(34)} ${n} questions: right ${right}, wrong ${wrong}, false ${falsely}`);
}

function withoutModel(bench: Bench): Bench {
  const posed = bench.posed.map((posed) => ({
    ...posed,
    asked: { ...posed.asked, vector: undefined, fusion: "lexical" as const },
  }));
  return { ...bench, posed };
}

function write(fitted: Fitted, lexical: Fitted): void {
  const file = new URL("../../src/knowledge/weights.ts", import.meta.url);
  const [head = ""] = readFileSync(file, "utf8").split("export const WEIGHTS");
  const from = { runbook: 0.8, likely: 0.5, related: 0.1 };
  const text = [
    `${head}export const WEIGHTS = ${literal({ fitted: fitted.weights, lexical: lexical.weights })} as const;`,
    "",
    "/**",
    " * The logistic behind the probability that the first page is meant for the question, and where its words begin. One half is",
    ` * where ${100 * FALSE} % of questions whose family of documents had been taken away were still answered with one, each judged`,
    " * without its kin.",
    " */",
    `export const COVERAGE = ${literal({ fitted: fitted.model, lexical: lexical.model, from })} as const;`,
  ];
  writeFileSync(file, `${text.join("\n")}\n`);
}

function literal(value: object): string {
  const rounded = (_: string, item: unknown) => (typeof item === "number" ? Math.round(100 * item) / 100 : item);
  return JSON.stringify(value, rounded, 2);
}
