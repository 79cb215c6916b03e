import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Logistic } from "../../src/knowledge/rank/coverage.ts";
import { AMONG, samplesOf } from "./coverage-samples.ts";
import { claimsAmong, fitLogistic, type Judged, leaveOneFamilyOut, thresholdFor } from "./fit-coverage.ts";
import { candidatesOf, crossValidate, fitWeights, namedWeights, type Weights } from "./fit-weights.ts";
import { qualityBySlice } from "./metrics.ts";
import { type Bench, openBench } from "./open.ts";
import { foldOf } from "./questions.ts";
import { lineOf } from "./table.ts";

/**
 * Fits the weights of the ranking and the probability of coverage, prints how they do on questions that they were not fitted
 * on, and with --write puts them into src/knowledge/rank/weights.ts. Run it twice: coverage is judged on the weights of the file.
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
const FALSE = 0.035;
/** Families of this many questions are worth a line. */
const SHOWN = 10;

const bench = await openBench({ questions: values.questions, index: values.index, models: values.models ?? "" });
try {
  const [fitted, lexical] = [await fitOn(bench, "fitted"), await fitOn(withoutModel(bench), "lexical")];
  if (values.write) write(fitted, lexical);
} finally {
  await bench.close();
}

interface Fitted {
  weights: Weights;
  model: Logistic;
}

async function fitOn(bench: Bench, name: string): Promise<Fitted> {
  const candidates = bench.posed.map((posed) => candidatesOf(bench, posed));
  console.log(
    `${name}, cross-validated by page  ${lineOf(qualityBySlice(crossValidate(bench.opened.catalogue, candidates, foldOf)))}`,
  );
  const samples = await samplesOf(bench);
  const leftOut = leaveOneFamilyOut(samples);
  printClaims(leftOut);
  return { weights: namedWeights(fitWeights(candidates)), model: halved(fitLogistic(samples), leftOut) };
}

/** The same logistic, moved so that one half is the threshold for families that it never saw. */
function halved(model: Logistic, leftOut: readonly Judged[]): Logistic {
  const threshold = thresholdFor(leftOut, FALSE);
  return { ...model, bias: model.bias - Math.log(threshold / (1 - threshold)) };
}

function printClaims(leftOut: readonly Judged[]): void {
  for (const among of AMONG)
    for (const [family, claims] of claimsAmong(leftOut, among, FALSE)) {
      if (claims.n < SHOWN) continue;
      const [right, wrong, falsely] = [claims.right, claims.wrong, claims.false].map((share) => share.toFixed(3));
      console.log(
        `  ${among.padEnd(4)} ${family.padEnd(34)} ${claims.n} questions: right ${right}, wrong ${wrong}, false ${falsely}`,
      );
    }
}

function withoutModel(bench: Bench): Bench {
  const posed = bench.posed.map((posed) => ({
    ...posed,
    asked: { ...posed.asked, vector: undefined, fusion: "lexical" as const },
  }));
  return { ...bench, posed };
}

function write(fitted: Fitted, lexical: Fitted): void {
  const file = new URL("../../src/knowledge/rank/weights.ts", import.meta.url);
  const [head = ""] = readFileSync(file, "utf8").split("export const WEIGHTS");
  const from = { runbook: 0.8, likely: 0.5, related: 0.1 };
  const text = [
    `${head}export const WEIGHTS = ${literal({ fitted: fitted.weights, lexical: lexical.weights })} as const;`,
    "",
    "/**",
    " * The logistic behind the probability that the first page is meant for the question, and where its words begin. One half is",
    ` * where ${Math.round(1000 * FALSE) / 10} % of questions whose family of documents had been taken away were still answered with one, each judged`,
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
