import { LAYOUT } from "../../core/capture/layout.ts";
import type { CaptureWriter } from "../../core/capture/writer.ts";
import { SitrepError } from "../../core/errors.ts";
import { failureReport, missingBy } from "../../core/failure.ts";
import type { Scope } from "../../core/observation.ts";
import { reportOf, type SourceReport } from "../../core/report.ts";
import { apiDataOf } from "./api-data.ts";
import { type Asked, ask } from "./ask.ts";
import { NAMESPACE_LABELS } from "./labels.ts";
import { inspect } from "./promql.ts";
import type { Answer, Grid, PrometheusReader } from "./reader.ts";
import { rulesData } from "./rules.ts";
import type { Matcher } from "./selector.ts";

/** Records what collect asks, so that a replay gives the same series, raw series for people to look at, and the rules. */
export async function capturePrometheus(
  reader: PrometheusReader,
  scope: Scope,
  writer: CaptureWriter,
  signal: AbortSignal,
): Promise<SourceReport> {
  const started = performance.now();
  try {
    const [asked, rules] = await Promise.all([
      ask(reader, scope, signal),
      // Some servers keep their rules elsewhere.
      reader.rules(signal).catch((error: unknown) => missingBy("rules", error, false)),
    ]);
    const rows = asked.answered.map(({ question: { meter, query }, answer }) => ({
      ...rowOf(query, asked.grid, answer),
      signal: meter.signal,
      ...(meter.labels && { labels: meter.labels }),
    }));
    const raw = await rawRows(reader, asked, signal);
    await writer.jsonLines(LAYOUT.queries, [...rows, ...raw]);
    if ("rules" in rules) await writer.json(LAYOUT.rules, rulesData(rules.rules));
    const told = "rules" in rules ? `${rules.rules.length} rules` : `no rules: ${rules.why}`;
    return reportOf({
      source: "prometheus",
      found: rows.length > 0,
      answered: rows.length > 0 || asked.failed === 0,
      missing: [...asked.missing, ...("rules" in rules ? rules.missing : [rules])],
      detail: `${rows.length} answers and ${raw.length} raw metrics recorded, ${told}`,
      asOf: scope.now,
      began: started,
    });
  } catch (error) {
    return failureReport("prometheus", error, started);
  }
}

/** What the answer lacked is recorded as the API's own `warnings`. */
function rowOf(query: string, { start, end, step }: Grid, { series, missing }: Answer) {
  const warnings = missing.map(({ what, why }) => `${what}: ${why}`);
  return { query, start, end, step, data: apiDataOf(series), ...(warnings.length > 0 && { warnings }) };
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
      const answer = await reader.range(query, grid, signal);
      return [rowOf(query, grid, { ...answer, series: answer.series.slice(0, MAX_RAW_SERIES) })];
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
