import { SitrepError } from "../../core/errors.ts";
import type { Scope } from "../../core/observation.ts";
import { oneLine } from "../../core/untrusted.ts";
import { worstOf } from "./bound.ts";
import { discover, discoverCluster } from "./discover.ts";
import { gridOf, rateWindow } from "./grid.ts";
import { choosePods } from "./pods.ts";
import { clusterQuestions, type Question, questionsOf } from "./questions.ts";
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
  notes: string[];
}

/** Throws only when nothing at all could be learned; a question that fails is in `failed`. */
export async function ask(reader: PrometheusReader, scope: Scope, signal: AbortSignal): Promise<Asked> {
  const grid = gridOf(scope);
  const window = await rateWindow(reader, grid.end, signal);
  const all = [...new Set(scope.targets.map(({ namespace }) => namespace).filter(Boolean))];
  const about = await Promise.all([
    ...all
      .slice(0, MAX_NAMESPACES)
      .map((namespace) => aboutNamespace(reader, namespace, { scope, grid, window }, signal)),
    discoverCluster(reader, grid, signal).then((names) => ({ questions: clusterQuestions(names, window), notes: [] })),
  ]);
  const questions = about.flatMap(({ questions }) => questions);
  const results = await Promise.all(questions.map((question) => answerTo(question, reader, grid, signal)));
  return {
    grid,
    answered: results.flatMap(({ question, answer }) => (answer ? [{ question, answer }] : [])),
    failed: results.flatMap(({ question, reason }) => (reason ? [{ question, reason }] : [])),
    leftOut: all.slice(MAX_NAMESPACES),
    notes: about.flatMap(({ notes }) => notes),
  };
}

async function aboutNamespace(
  reader: PrometheusReader,
  namespace: string,
  { scope, grid, window }: { scope: Scope; grid: Grid; window: string },
  signal: AbortSignal,
): Promise<{ questions: Question[]; notes: string[] }> {
  const schemes = await discover(reader, namespace, grid, signal);
  const workloads = scope.targets.flatMap(({ object }) => (object?.namespace === namespace ? [object.name] : []));
  const chosen = await choosePods(reader, { schemes, workloads, grid }, signal);
  return {
    questions: questionsOf(schemes, window, chosen?.pods),
    notes: chosen ? [`${namespace}: the ${chosen.pods.length} most telling of ${chosen.of} pods`] : [],
  };
}

async function answerTo(question: Question, reader: PrometheusReader, grid: Grid, signal: AbortSignal) {
  try {
    const { series, notes } = await reader.range(question.sent, grid, signal);
    const shown = worstOf(series, question.meter.worst).map((item) => ({ ...item, query: question.query }));
    return { question, answer: { series: shown, notes } };
  } catch (error) {
    if (error instanceof SitrepError) return { question, reason: oneLine(error.message, 160) };
    if (signal.aborted) return { question, reason: "no answer before the deadline" };
    throw error;
  }
}
