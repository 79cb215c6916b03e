import { SitrepError } from "../../core/errors.ts";
import { missingBy } from "../../core/failure.ts";
import { throwIfGone } from "../../core/late.ts";
import { type Missing, missing } from "../../core/missing.ts";
import type { Scope } from "../../core/observation.ts";
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
  /** How many questions got no answer. */
  failed: number;
  /** Those questions, namespaces that nobody asked about or that no metric is of, and what the answers lack. */
  missing: Missing[];
}

/** Throws only when nothing at all could be learned; a question that fails is in `missing`. */
export async function ask(reader: PrometheusReader, scope: Scope, signal: AbortSignal): Promise<Asked> {
  const grid = gridOf(scope);
  const window = await rateWindow(reader, grid.end, signal);
  const all = [...new Set(scope.targets.map(({ namespace }) => namespace).filter(Boolean))];
  const found = await Promise.allSettled([
    ...all
      .slice(0, MAX_NAMESPACES)
      .map((namespace) => aboutNamespace(reader, namespace, { scope, grid, window }, signal)),
    discoverCluster(reader, grid, signal).then((names) => ({
      questions: clusterQuestions(names, window),
      missing: [],
    })),
  ]);
  throwIfGone(signal);
  const about = found.flatMap((part) => (part.status === "fulfilled" ? [part.value] : []));
  const unknown = found.flatMap((part) => (part.status === "rejected" ? [part.reason] : []));
  if (about.length === 0) throw unknown[0];
  const questions = about.flatMap(({ questions }) => questions);
  const results = await Promise.all(questions.map((question) => answerTo(question, reader, grid, signal)));
  return {
    grid,
    answered: results.flatMap(({ question, answer }) => (answer ? [{ question, answer }] : [])),
    failed: results.filter(({ answer }) => answer === undefined).length,
    missing: [
      ...unknown.map((error) => missingBy("what could be asked", error)),
      ...about.flatMap(({ missing }) => missing),
      ...results.flatMap(({ missing }) => missing),
      ...all.slice(MAX_NAMESPACES).map((name) => missing(`namespace ${name}`, "limited", "left out")),
    ],
  };
}

async function aboutNamespace(
  reader: PrometheusReader,
  namespace: string,
  { scope, grid, window }: { scope: Scope; grid: Grid; window: string },
  signal: AbortSignal,
): Promise<{ questions: Question[]; missing: Missing[] }> {
  const schemes = await discover(reader, namespace, grid, signal);
  const workloads = scope.targets.flatMap(({ object }) => (object?.namespace === namespace ? [object.name] : []));
  const chosen = await choosePods(reader, { schemes, workloads, grid }, signal);
  const cut = chosen && `${namespace}: the ${chosen.pods.length} most telling of ${chosen.of} pods are asked about`;
  return {
    questions: questionsOf(schemes, window, chosen?.pods),
    missing: [
      ...(schemes.every(({ names }) => names.size === 0) ? [nothingOf(namespace)] : []),
      ...(cut ? [missing("metrics of some pods", "limited", cut, false)] : []),
    ],
  };
}

/** A server that knows nothing of a namespace says nothing about its health. */
export function nothingOf(namespace: string): Missing {
  return missing(
    namespace ? `metrics of namespace ${namespace}` : "metrics of the cluster",
    "absent",
    "there are none",
  );
}

async function answerTo(question: Question, reader: PrometheusReader, grid: Grid, signal: AbortSignal) {
  try {
    const answer = await reader.range(question.sent, grid, signal);
    const shown = worstOf(answer.series, question.meter.worst).map((item) => ({ ...item, query: question.query }));
    return { question, answer: { ...answer, series: shown }, missing: answer.missing };
  } catch (error) {
    throwIfGone(signal);
    if (!signal.aborted && !(error instanceof SitrepError)) throw error;
    return { question, missing: [missingBy(question.key, signal.aborted ? signal.reason : error)] };
  }
}
