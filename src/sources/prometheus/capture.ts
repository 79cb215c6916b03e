import { LAYOUT } from "../../core/capture/layout.ts";
import type { CaptureWriter } from "../../core/capture/writer.ts";
import { SitrepError } from "../../core/errors.ts";
import { failureReport } from "../../core/failure.ts";
import type { Scope } from "../../core/observation.ts";
import type { SourceReport } from "../../core/report.ts";
import { apiDataOf } from "./api-data.ts";
import { type Asked, ask } from "./ask.ts";
import { NAMESPACE_LABELS } from "./labels.ts";
import { inspect } from "./promql.ts";
import type { Answer, Grid, PrometheusReader } from "./reader.ts";
import { rulesData } from "./rules.ts";
import type { Matcher } from "./selector.ts";

/** Recording has more time than an answer. */
const DEADLINE = 60_000;

/** Records what collect asks, so that a replay gives the same series, raw series for people to look at, and the rules. */
export async function capturePrometheus(
  reader: PrometheusReader,
  scope: Scope,
  writer: CaptureWriter,
  signal: AbortSignal,
): Promise<SourceReport> {
  const started = performance.now();
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(DEADLINE)]);
  try {
    const [asked, rules] = await Promise.all([
      ask(reader, scope, deadline),
      // Some servers keep their rules elsewhere.
      reader.rules(deadline).catch((error: unknown) => failureReport("prometheus", error, started).detail),
    ]);
    const rows = asked.answered.map(({ question: { meter, query }, answer }) => ({
      ...rowOf(query, asked.grid, answer),
      signal: meter.signal,
      ...(meter.labels && { labels: meter.labels }),
    }));
    const raw = await rawRows(reader, asked, deadline);
    await writer.jsonLines(LAYOUT.queries, [...rows, ...raw]);
    if (Array.isArray(rules)) await writer.json(LAYOUT.rules, rulesData(rules));
    return {
      source: "prometheus",
      status: asked.failed.length > 0 ? "truncated" : rows.length > 0 ? "ok" : "empty",
      detail: `${rows.length} answers and ${raw.length} raw metrics recorded, ${Array.isArray(rules) ? `${rules.length} rules` : `no rules: ${rules}`}`,
      asOf: scope.now,
      durationMs: Math.round(performance.now() - started),
    };
  } catch (error) {
    return failureReport("prometheus", error, started);
  }
}

function rowOf(query: string, { start, end, step }: Grid, { series }: Answer) {
  return { query, start, end, step, data: apiDataOf(series) };
}

const MAX_RAW_METRICS = 40;
const MAX_RAW_SERIES = 100;

/**
 * The namespace's metrics behind the answers, as they were scraped: what a person, or a rule of tomorrow, may want to
 * compute. Buckets are left out, and so is what is not of one namespace: they are most of a server's series.
 */
async function rawRows(reader: PrometheusReader, { answered, grid }: Asked, signal: AbortSignal) {
  const used = answered.flatMap(({ question }) => inspect(question.sent).selectors);
  const wanted = used.filter(({ metric, matchers }) => !metric?.endsWith("_bucket") && matchers.some(isNamespace));
  const selectors = [...new Set(wanted.map(({ text }) => text))].slice(0, MAX_RAW_METRICS);
  const rows = selectors.map(async (query) => {
    try {
      const { series, notes } = await reader.range(query, grid, signal);
      return [rowOf(query, grid, { series: series.slice(0, MAX_RAW_SERIES), notes })];
    } catch (error) {
      if (error instanceof SitrepError) return []; // an extra; what was asked is recorded
      throw error;
    }
  });
  return (await Promise.all(rows)).flat();
}

function isNamespace({ label, op }: Matcher): boolean {
  return op === "=" && NAMESPACE_LABELS.some((name) => name === label);
}
