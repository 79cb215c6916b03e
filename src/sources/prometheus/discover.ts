import { labelFor, labelUnder, NAMESPACE_LABELS, type NamespaceLabel, quoted } from "./labels.ts";
import { CLUSTER } from "./meters/cluster.ts";
import { type Dialect, keyOf, type Meter, metricsOf, promqlOf } from "./meters/meter.ts";
import { NAMESPACED } from "./meters/namespaced.ts";
import { type RequestMetric, requestMeters, requestMetrics } from "./meters/requests.ts";
import type { PrometheusReader, Window } from "./reader.ts";

/** One thing to ask, ready to send. */
export interface Question {
  key: string;
  meter: Meter;
  query: string;
}

/** Request metrics of each kind and side that are asked about; a service rarely has more than its mesh's and its own. */
const MAX_REQUEST_METRICS = 2;
/** Where to look, metrics that went away meanwhile included, and the window of rates. */
export interface Look extends Window {
  window: string;
}

/** The questions that this server can answer about a namespace, found by looking at which metrics carry its name. */
export async function questionsFor(
  reader: PrometheusReader,
  namespace: string,
  look: Look,
  signal: AbortSignal,
): Promise<Question[]> {
  const schemes = await Promise.all(
    NAMESPACE_LABELS.map(async (scheme) => ({
      scheme,
      names: new Set(await reader.names([`{${scheme}=${quoted(namespace)}}`], look, signal)),
    })),
  );
  const dialect = (scheme: NamespaceLabel): Dialect => ({
    match: `${scheme}=${quoted(namespace)}`,
    label: (name) => labelUnder(scheme, name),
    window: look.window,
  });
  const known = possible(NAMESPACED, (meter) => {
    const found = schemes.find(({ names }) => metricsOf(meter).every((metric) => names.has(metric)));
    return found && dialect(found.scheme);
  });
  const requests = await Promise.all(
    schemes.map(({ scheme, names }) =>
      requestQuestions(reader, { names, dialect: dialect(scheme), scheme }, look, signal),
    ),
  );
  return [...new Map([...known, ...requests.flat()].map((question) => [question.query, question])).values()];
}

/** The questions about nodes and the cluster's DNS. */
export async function clusterQuestions(reader: PrometheusReader, look: Look, signal: AbortSignal): Promise<Question[]> {
  const wanted = [...new Set(CLUSTER.flatMap(metricsOf))];
  const names = new Set(await reader.names([`{__name__=~${quoted(wanted.join("|"))}}`], look, signal));
  const dialect: Dialect = { match: "", label: (name) => name, window: look.window };
  return possible(CLUSTER, (meter) => (metricsOf(meter).every((name) => names.has(name)) ? dialect : undefined));
}

function possible(meters: readonly Meter[], dialectOf: (meter: Meter) => Dialect | undefined): Question[] {
  const asked: Question[] = [];
  for (const meter of meters) {
    const dialect = dialectOf(meter);
    if (!dialect || (meter.fallback && asked.some((earlier) => earlier.meter.signal === meter.signal))) continue;
    asked.push({ key: keyOf(meter), meter, query: promqlOf(meter, dialect) });
  }
  return asked;
}

interface Under {
  names: Set<string>;
  dialect: Dialect;
  scheme: NamespaceLabel;
}

async function requestQuestions(
  reader: PrometheusReader,
  { names, dialect, scheme }: Under,
  look: Window,
  signal: AbortSignal,
): Promise<Question[]> {
  const chosen = best(requestMetrics(names).filter((metric) => isSideOf(metric, scheme)));
  const questions = chosen.map(async (found) => {
    const name =
      found.of === "count" ? found.metric : names.has(`${found.metric}_count`) ? `${found.metric}_count` : found.metric;
    const labels = new Set(await reader.labels(`${name}{${dialect.match}}`, look, signal));
    const has = (label: string) => labels.has(label);
    const own = { ...dialect, label: (label: string) => labelFor(label, has, found.side) };
    return requestMeters(found, has, (metric) => names.has(metric)).map((meter) => ({
      key: keyOf(meter),
      meter,
      query: promqlOf(meter, own),
    }));
  });
  return (await Promise.all(questions)).flat();
}

/** A mesh's series carry both ends; each side is asked under its own end's namespace. */
function isSideOf({ metric, side }: RequestMetric, scheme: NamespaceLabel): boolean {
  if (!metric.startsWith("istio_")) return !scheme.startsWith("source_") && !scheme.startsWith("destination_");
  return scheme === (side === "client" ? "source_workload_namespace" : "destination_workload_namespace");
}

function best(metrics: RequestMetric[]): RequestMetric[] {
  const kinds = Map.groupBy(metrics, ({ of, side }) => `${of}/${side}`);
  return [...kinds.values()].flatMap((same) => {
    const proper = same.filter(({ fallback }) => !fallback);
    return (proper.length > 0 ? proper : same).sort((a, b) => a.rank - b.rank).slice(0, MAX_REQUEST_METRICS);
  });
}
