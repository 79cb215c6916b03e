import type { Series } from "../../core/observation.ts";
import { evaluate, type Pool, type Sampled } from "./evaluate.ts";
import { expressionSignal, type Meaning } from "./expression.ts";
import { canonical } from "./labels.ts";
import { CLUSTER } from "./meters/cluster.ts";
import { type Meter, metricsOf } from "./meters/meter.ts";
import { NAMESPACED } from "./meters/namespaced.ts";
import { keepsFailures } from "./meters/outcome.ts";
import { type RequestMetric, requestMeters, requestMetrics } from "./meters/requests.ts";
import { type Inspection, inspect, normalise } from "./promql.ts";
import type { Row } from "./reader.ts";

/** One query of a recording, with everything that was recorded under it. */
interface Recorded {
  query: string;
  inspection: Inspection;
  series: Series[];
}

/**
 * What the series of any program's recording measure. Raw series are put through the same meters as a live server's, with
 * rates and ratios worked out here; expressions are read from their PromQL. What nobody recognises stays without a signal.
 */
export function classified(rows: readonly Row[]): Series[] {
  const recorded = [...Map.groupBy(rows, ({ query }) => normalise(query)).values()].flatMap(together);
  const raw = recorded.filter(({ inspection }) => inspection.plain);
  const measured = measure(poolOf(raw.flatMap((one) => sampled(one, false))));
  const expressions = recorded.filter(({ inspection }) => !inspection.plain).flatMap(read);
  const used = new Set(measured.flatMap(({ metrics }) => metrics));
  const unknown = raw.flatMap(({ series }) => series.filter(({ labels }) => !used.has(labels.__name__ ?? "")));
  return [...measured.flatMap(({ series }) => series), ...expressions, ...unknown.map(plain)];
}

/** A program that asked the same again and again recorded one series in pieces. */
function together(rows: Row[]): Recorded[] {
  const [first] = rows;
  if (!first) return [];
  const same = Map.groupBy(
    rows.flatMap(({ answer }) => answer.series),
    ({ labels }) => JSON.stringify(Object.entries(labels).sort()),
  );
  const series = [...same.values()].flatMap((pieces): Series[] => {
    const [piece] = pieces;
    return piece ? [{ ...piece, points: joined(pieces) }] : [];
  });
  return [{ query: first.query, inspection: inspect(first.query), series }];
}

function joined(pieces: readonly Series[]): Series["points"] {
  const points = pieces.flatMap(({ points }) => points).filter(([, n]) => Number.isFinite(n));
  return pieces.length === 1 ? points : [...new Map(points)].sort(([a], [b]) => a - b);
}

function sampled({ query, inspection, series }: Recorded, rated: boolean): Sampled[] {
  const [selector] = inspection.selectors;
  const told = (selector?.matchers ?? []).flatMap(({ label, op, value }) =>
    op === "=" && value ? [[label, value]] : [],
  );
  return series.flatMap(({ labels, points }): Sampled[] => {
    const metric = labels.__name__ ?? selector?.metric;
    const all = { ...Object.fromEntries(told), ...labels };
    return metric
      ? [{ metric, labels: all, points, query, rated, aggregated: inspection.aggregations.length > 0 }]
      : [];
  });
}

/** Queries overlap: the same raw series counts once. */
function poolOf(samples: readonly Sampled[]): Pool {
  const unique = new Map<string, Sampled>();
  for (const item of samples) {
    const key = JSON.stringify([item.metric, Object.entries(item.labels).sort()]);
    if ((unique.get(key)?.points.length ?? 0) < item.points.length) unique.set(key, item);
  }
  return Map.groupBy(unique.values(), ({ metric }) => metric);
}

interface Measured {
  metrics: string[];
  series: Series[];
}

function measure(pool: Pool): Measured[] {
  const found: (Measured & { signal: Meter["signal"] })[] = [];
  for (const meter of [...NAMESPACED, ...CLUSTER]) {
    if (meter.fallback && found.some(({ signal }) => signal === meter.signal)) continue;
    const series = evaluate(meter, pool);
    if (series.length > 0) found.push({ signal: meter.signal, metrics: metricsOf(meter), series });
  }
  return [...found, ...measureRequests(pool)];
}

function measureRequests(pool: Pool): Measured[] {
  const all = requestMetrics(pool.keys());
  return all.flatMap((metric) => {
    const better = all.filter(({ of, fallback }) => of === metric.of && !fallback);
    const own = metric.fallback && better.length > 0 ? untold(pool, metric, better) : pool;
    const carrier = carrierOf(own, metric);
    if (carrier.length === 0) return [];
    const names = new Set(carrier.flatMap(({ labels }) => Object.keys(labels)));
    const meters = requestMeters(
      metric,
      (label) => names.has(label),
      (name) => pool.has(name),
    );
    return meters.map((meter) => ({ metrics: metricsOf(meter), series: evaluate(meter, own, metric.side) }));
  });
}

function carrierOf(pool: Pool, { metric }: RequestMetric): readonly Sampled[] {
  return pool.get(metric) ?? pool.get(`${metric}_count`) ?? pool.get(`${metric}_bucket`) ?? [];
}

/** Programs in one namespace name their metrics each its own way: of a fallback what is about pods that nothing better tells of. */
function untold(pool: Pool, { metric }: RequestMetric, better: readonly RequestMetric[]): Pool {
  const told = new Set(better.flatMap((other) => carrierOf(pool, other).map(podOf)));
  const isNew = (item: Sampled) => podOf(item) !== undefined && !told.has(podOf(item));
  return new Map([...pool].map(([name, all]) => [name, name === metric ? all.filter(isNew) : all]));
}

function podOf({ labels: { namespace, pod } }: Sampled): string | undefined {
  return pod ? `${namespace}/${pod}` : undefined;
}

/** An expression's series: by the operator between its metrics, else by the one metric that it reads. */
function read(recorded: Recorded): Series[] {
  const { inspection, series } = recorded;
  const meaning = expressionSignal(inspection);
  if (meaning) return series.map((item) => meant(item, meaning));
  if (!isSimple(inspection)) return series.map(plain);
  const failures = inspection.selectors.some(({ matchers }) => keepsFailures(matchers));
  const measured = measure(poolOf(sampled(rescaled(recorded), isRate(inspection)))).flatMap(({ series }) => series);
  const signalled = failures ? measured.flatMap(asFailures) : measured;
  return signalled.length > 0 ? signalled : series.map(plain);
}

function meant({ query, labels, points }: Series, { signal, side, factor }: Meaning): Series {
  const scaled = points.map(([at, n]): [number, number] => [at, n * factor]);
  return { query, signal, labels: canonical(labels, side), points: scaled };
}

/** Functions after which a value means something else. */
const OTHER =
  /^(?:deriv|predict_linear|i?delta|changes|resets|absent(?:_over_time)?|count_over_time|std(?:dev|var)(?:_over_time)?|timestamp|time|histogram_\w+|present_over_time)$/;

/** One metric, at most rated, aggregated and scaled. */
function isSimple({
  selectors,
  functions,
  aggregations,
  divides,
  subtracts,
  complement,
  joins,
  scale,
}: Inspection): boolean {
  return (
    new Set(selectors.map(({ metric }) => metric)).size === 1 &&
    !(divides || subtracts || complement || joins || Number.isNaN(scale)) &&
    !functions.some((name) => OTHER.test(name)) &&
    !aggregations.some((name) => /^(?:count|count_values|group|std)/.test(name))
  );
}

function isRate({ functions }: Inspection): boolean {
  return functions.some((name) => /^(?:rate|irate|increase)$/.test(name));
}

/** Undoes a scale, and makes an increase over a window a rate per second. */
function rescaled({ query, inspection, series }: Recorded): Recorded {
  const window = inspection.functions.includes("increase") ? (inspection.selectors[0]?.range ?? 1) : 1;
  const factor = 1 / (inspection.scale * window);
  const scaled = series.map((item) => ({
    ...item,
    points: item.points.map(([at, n]): [number, number] => [at, n * factor]),
  }));
  return { query, inspection, series: scaled };
}

/** A rate of failed requests only is no rate of requests. */
function asFailures(item: Series): Series[] {
  return item.signal === "http-rate" ? [{ ...item, signal: "http-error-rate" }] : [];
}

function plain({ query, labels, points }: Series): Series {
  return { query, labels: canonical(labels), points };
}
