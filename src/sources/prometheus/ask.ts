import { SitrepError } from "../../core/errors.ts";
import type { Scope } from "../../core/observation.ts";
import { oneLine } from "../../core/untrusted.ts";
import { worstOf } from "./bound.ts";
import { clusterQuestions, type Question, questionsFor } from "./discover.ts";
import { gridOf, rateWindow } from "./grid.ts";
import type { Answer, Grid, PrometheusReader } from "./reader.ts";

/** More namespaces than this in one scope are left out, and said so. */
const MAX_NAMESPACES = 4;

/** Every question of a scope with its answer, before it becomes series for diagnosis: also what a capture records. */
export interface Asked {
  grid: Grid;
  answered: { question: Question; answer: Answer }[];
  /** Questions without an answer, and why. */
  failed: { question: Question; reason: string }[];
  /** Namespaces that nobody asked about. */
  leftOut: string[];
}

/** Throws only when nothing at all could be learned; a question that fails is in `failed`. */
export async function ask(reader: PrometheusReader, scope: Scope, signal: AbortSignal): Promise<Asked> {
  const grid = gridOf(scope);
  const look = { ...grid, window: await rateWindow(reader, grid.end, signal) };
  const all = [...new Set(scope.targets.map(({ namespace }) => namespace).filter(Boolean))];
  const namespaces = all.slice(0, MAX_NAMESPACES);
  const questions = await Promise.all([
    ...namespaces.map((namespace) => questionsFor(reader, namespace, look, signal)),
    clusterQuestions(reader, look, signal),
  ]);
  const results = await Promise.all(questions.flat().map((question) => answerTo(question, reader, grid, signal)));
  return {
    grid,
    answered: results.flatMap(({ question, answer }) => (answer ? [{ question, answer }] : [])),
    failed: results.flatMap(({ question, reason }) => (reason ? [{ question, reason }] : [])),
    leftOut: all.slice(MAX_NAMESPACES),
  };
}

async function answerTo(question: Question, reader: PrometheusReader, grid: Grid, signal: AbortSignal) {
  try {
    const { series, notes } = await reader.range(question.query, grid, signal);
    return { question, answer: { series: worstOf(series, question.meter.worst), notes } };
  } catch (error) {
    if (error instanceof SitrepError) return { question, reason: oneLine(error.message, 160) };
    if (signal.aborted) return { question, reason: "no answer before the deadline" };
    throw error;
  }
}
