import { concerns } from "../../core/alert-target.ts";
import { failureReport, missingBy } from "../../core/failure.ts";
import { grouped, type Missing, malformed, missing, told as tell } from "../../core/missing.ts";
import type { Alert, Collected, Scope, Series } from "../../core/observation.ts";
import { reportOf } from "../../core/report.ts";
import { ask, nothingOf } from "./ask.ts";
import { MAX_SERIES } from "./bound.ts";
import { ratiosOf } from "./derive.ts";
import type { PrometheusReader, Recording, Rule } from "./reader.ts";
import { recordedSeries } from "./recorded-series.ts";
import { NotServed } from "./refusal.ts";
import { alertsOf } from "./rules.ts";
import { signalled } from "./signalled.ts";

const SOURCE = "prometheus";
const MAX_ALERTS = 200;
/** A newest sample older than this means that nothing is scraped any more. Prometheus itself looks back as far. */
const STALE = 300;

/** What the metrics say about the scope. Never throws: what fails is in the report. */
export async function collect(reader: PrometheusReader, scope: Scope, signal: AbortSignal): Promise<Collected> {
  const started = performance.now();
  try {
    const [found, rules] = await Promise.all([
      reader.recording ? replayed(await reader.recording(), scope) : live(reader, scope, signal),
      readRules(reader, signal),
    ]);
    const all = alertsOf(rules.rules).filter(concerns(scope));
    const [alerts, series] = [all.slice(0, MAX_ALERTS), found.series.slice(0, MAX_SERIES)];
    const lacks = [
      ...found.missing,
      ...rules.missing,
      ...cut("alerts", all.length - alerts.length),
      ...cut("series", found.series.length - series.length),
    ];
    const report = told({ ...found, series, alerts, missing: lacks }, scope, started);
    return { observations: { series, alerts }, report };
  } catch (error) {
    return { observations: {}, report: failureReport(SOURCE, error, started) };
  }
}

/** Rules need their own permission on some servers, and others keep them elsewhere: without them there are still series. */
async function readRules(
  reader: PrometheusReader,
  signal: AbortSignal,
): Promise<{ rules: Rule[]; missing: Missing[] }> {
  try {
    const { rules, missing } = await reader.rules(signal);
    return { rules, missing: [...missing, ...blindRules(rules)] };
  } catch (error) {
    return { rules: [], missing: [missingBy("rules", error, !(error instanceof NotServed))] };
  }
}

function cut(what: string, count: number): Missing[] {
  return count > 0 ? [missing(`${count} more ${what}`, "limited", "left out")] : [];
}

interface Found {
  series: Series[];
  /** Whether any question was answered. */
  answered: boolean;
  summary: string;
  missing: Missing[];
}

async function live(reader: PrometheusReader, scope: Scope, signal: AbortSignal): Promise<Found> {
  const asked = await ask(reader, scope, signal);
  const questions = asked.answered.length + asked.failed;
  const series = asked.answered.flatMap(({ question, answer }) =>
    answer.series.flatMap((item) => signalled(item, question.meter)),
  );
  return {
    series: [...ratiosOf(series), ...series],
    answered: asked.answered.length > 0 || asked.failed === 0,
    summary: `${asked.answered.length} of ${questions} questions answered`,
    missing: asked.missing,
  };
}

/** The same series that the capture's own questions gave, or what the metrics of another program's recording mean. */
function replayed({ rows, damaged, whole }: Recording, scope: Scope): Found {
  const series = recordedSeries(rows, scope);
  const known = new Set(series.map(({ labels }) => labels.namespace));
  const names = [...new Set(scope.targets.map(({ namespace }) => namespace))];
  const unknown = names.filter((name) => (name === "" ? series.length === 0 : !known.has(name)));
  return {
    series,
    answered: true,
    summary: `${rows.length} recorded queries`,
    missing: [
      ...malformed("lines", damaged, rows.length + damaged),
      ...(whole ? [] : [missing("recorded queries", "limited", `only the first ${rows.length} were read`)]),
      ...rows.flatMap(({ answer }) => answer.missing),
      ...unknown.map(nothingOf),
    ],
  };
}

/** Alerts that cannot fire, because the server cannot evaluate them. */
function blindRules(rules: readonly Rule[]): Missing[] {
  const blind = rules.filter(({ type, health }) => type === "alerting" && health === "err");
  return blind.map(({ name }) => missing(`alert ${name}`, "failed", "its rule cannot be evaluated", false));
}

const AREAS = [
  ["requests", "http-rate"],
  ["container memory", "memory-working-set"],
  ["pod state", "pod-ready"],
] as const;

function told(
  { series, answered, summary, missing: lacks, alerts }: Found & { alerts: Alert[] },
  scope: Scope,
  began: number,
) {
  const newest = series.reduce((latest, { points }) => Math.max(latest, points.at(-1)?.[0] ?? 0), 0);
  const all = grouped([...lacks, ...oldness(newest, scope), ...unseen(series)]);
  return reportOf({
    source: SOURCE,
    found: series.length > 0,
    answered,
    missing: all,
    detail: [`${summary}, ${series.length} series, ${alerts.length} alerts`, ...all.map(tell)].join("; "),
    asOf: newest > 0 ? new Date(newest * 1000).toISOString() : null,
    began,
  });
}

function oldness(newest: number, { now }: Scope): Missing[] {
  const age = Date.parse(now) / 1000 - newest;
  const why = `newest sample ${Math.round(age / 60)} min old`;
  return newest > 0 && age > STALE ? [missing("what the metrics are now", "stale", why)] : [];
}

/** Areas that no series is about. */
function unseen(series: readonly Series[]): Missing[] {
  const signals = new Set(series.map(({ signal }) => signal));
  return AREAS.filter(([, signal]) => !signals.has(signal)).map(([area]) =>
    missing(area, "absent", "no metrics", false),
  );
}
