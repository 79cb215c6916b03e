import { concerns } from "../../core/alert-target.ts";
import { failureReport } from "../../core/failure.ts";
import type { Alert, Collected, Scope, Series } from "../../core/observation.ts";
import type { SourceReport } from "../../core/report.ts";
import { oneLine } from "../../core/untrusted.ts";
import { type Asked, ask } from "./ask.ts";
import { MAX_SERIES } from "./bound.ts";
import { ratiosOf } from "./derive.ts";
import type { PrometheusReader, Recording, Rule } from "./reader.ts";
import { recordedSeries } from "./recorded-series.ts";
import { alertsOf } from "./rules.ts";
import { signalled } from "./signalled.ts";

const SOURCE = "prometheus";
const DEADLINE = 6_000;
const MAX_ALERTS = 200;
/** A newest sample older than this means that nothing is scraped any more. Prometheus itself looks back as far. */
const STALE = 300;

/** What the metrics say about the scope. Never throws: what fails is in the report. */
export async function collect(reader: PrometheusReader, scope: Scope, signal: AbortSignal): Promise<Collected> {
  const started = performance.now();
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(DEADLINE)]);
  try {
    const [found, rules] = await Promise.all([
      reader.recording ? replayed(await reader.recording(), scope) : live(reader, scope, deadline),
      // Rules need their own permission on some servers: without them there are still series.
      reader.rules(deadline).catch((error: unknown) => failureReport(SOURCE, error, started).detail),
    ]);
    const alerts = Array.isArray(rules) ? alertsOf(rules).filter(concerns(scope)).slice(0, MAX_ALERTS) : [];
    const notes = [...found.notes, ...(Array.isArray(rules) ? blindRules(rules) : [`rules: ${rules}`])];
    const series = found.series.slice(0, MAX_SERIES);
    return { observations: { series, alerts }, report: reportOf({ ...found, series, alerts, notes }, scope, started) };
  } catch (error) {
    return { observations: {}, report: failureReport(SOURCE, error, started) };
  }
}

interface Found {
  series: Series[];
  /** Nothing of it was asked or read in vain. */
  complete: boolean;
  summary: string;
  notes: string[];
}

async function live(reader: PrometheusReader, scope: Scope, signal: AbortSignal): Promise<Found> {
  const asked = await ask(reader, scope, signal);
  const questions = asked.answered.length + asked.failed.length;
  const series = asked.answered.flatMap(({ question, answer }) =>
    answer.series.flatMap((item) => signalled(item, question.meter)),
  );
  return {
    series: [...ratiosOf(series), ...series],
    complete: asked.failed.length === 0 && asked.leftOut.length === 0,
    summary: `${asked.answered.length} of ${questions} questions answered`,
    notes: notesOf(asked),
  };
}

/** The same series that the capture's own questions gave, or what the metrics of another program's recording mean. */
function replayed({ rows, damaged }: Recording, scope: Scope): Found {
  return {
    series: recordedSeries(rows, scope),
    complete: damaged === 0,
    summary: `${rows.length} recorded queries`,
    notes: damaged > 0 ? [`${damaged} damaged lines skipped`] : [],
  };
}

function notesOf({ answered, failed, leftOut, notes }: Asked): string[] {
  const reasons = Map.groupBy(failed, ({ reason }) => reason);
  const said = new Set(answered.flatMap(({ answer }) => answer.notes));
  return [
    ...notes,
    ...[...reasons].map(
      ([reason, questions]) => `${questions.map(({ question }) => question.key).join(", ")}: ${reason}`,
    ),
    ...(leftOut.length > 0 ? [`namespaces left out: ${leftOut.join(", ")}`] : []),
    ...said,
  ];
}

/** Alerts that cannot fire, because the server cannot evaluate them. */
function blindRules(rules: readonly Rule[]): string[] {
  const blind = rules.filter(({ type, health }) => type === "alerting" && health === "err").map(({ name }) => name);
  return blind.length > 0 ? [`${blind.length} alert rules fail: ${blind.slice(0, 3).join(", ")}`] : [];
}

const AREAS = [
  ["requests", "http-rate"],
  ["container memory", "memory-working-set"],
  ["pod state", "pod-ready"],
] as const;

function reportOf(
  { series, complete, summary, notes, alerts }: Found & { alerts: Alert[] },
  scope: Scope,
  started: number,
): SourceReport {
  const now = Date.parse(scope.now) / 1000;
  const newest = series.reduce((latest, { points }) => Math.max(latest, points.at(-1)?.[0] ?? 0), 0);
  const stale = newest > 0 && now - newest > STALE;
  const signals = new Set(series.map(({ signal }) => signal));
  const unseen = AREAS.filter(([, signal]) => !signals.has(signal)).map(([area]) => area);
  const parts = [
    `${summary}, ${series.length} series, ${alerts.length} alerts`,
    ...(stale ? [`newest sample ${Math.round((now - newest) / 60)} min old`] : []),
    ...(unseen.length > 0 ? [`nothing about ${unseen.join(", ")}`] : []),
    ...notes,
  ];
  return {
    source: SOURCE,
    status: stale ? "stale" : series.length === 0 && complete ? "empty" : complete ? "ok" : "truncated",
    detail: oneLine(parts.join("; "), 400),
    asOf: newest > 0 ? new Date(newest * 1000).toISOString() : null,
    durationMs: Math.round(performance.now() - started),
  };
}
