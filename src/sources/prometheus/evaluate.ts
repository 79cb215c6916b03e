import type { Series } from "../../core/observation.ts";
import { canonical, type Side } from "./labels.ts";
import type { Meter, Term } from "./meters/meter.ts";
import { inspect } from "./promql.ts";
import { quantileOf } from "./quantile.ts";
import { type Matcher, matches, type Selector } from "./selector.ts";

type Points = Series["points"];

/** A recorded series of one metric. `rated`: the recorded query already took the rate. */
export interface Sampled {
  metric: string;
  labels: Record<string, string>;
  points: Points;
  query: string;
  rated: boolean;
  /** The recorded query aggregated away some labels: what a meter would exclude by them is taken to be excluded. */
  aggregated: boolean;
}
export type Pool = ReadonlyMap<string, readonly Sampled[]>;

interface Group {
  labels: Record<string, string>;
  points: Points;
  queries: Set<string>;
}
type Groups = Map<string, Group>;

/** What the meter's PromQL would give, worked out on recorded series. Empty when the recording does not hold enough. */
export function evaluate(meter: Meter, pool: Pool, side: Side = "server"): Series[] {
  const { value, over, minus, factor = 1, above } = meter;
  const groups = (term: Term) => grouped(meter, term, pool, side);
  let result = meter.quantile === undefined ? groups(value) : quantiles(meter, meter.quantile, pool, side);
  if (over) {
    const whole = groups(over);
    const part = meter.zero ? withZeros(result, whole) : result;
    result = combine(part, whole, (a, b) => (b > 0 ? (meter.free ? 1 - a / b : a / b) : Number.NaN));
  }
  if (minus) result = combine(result, groups(minus), (a, b) => a - b);
  const kept = ([, n]: [number, number]) => Number.isFinite(n) && (above === undefined || n > above);
  return [...result.values()].flatMap(({ labels, points, queries }) => {
    const scaled = points.map(([at, n]): [number, number] => [at, n * factor]).filter(kept);
    const all = canonical({ ...labels, ...meter.labels }, side);
    return scaled.length > 0
      ? [{ query: [...queries].join(" and "), signal: meter.signal, labels: all, points: scaled }]
      : [];
  });
}

function grouped({ by, aggregate }: Meter, term: Term, pool: Pool, side: Side): Groups {
  const where = selectorOf(term);
  const groups = Map.groupBy(
    (pool.get(term.metric) ?? []).filter((item) => (term.counter || !item.rated) && isMeant(where, item)),
    ({ labels }) => JSON.stringify(pick(canonical(labels, side), by)),
  );
  return new Map(
    [...groups].map(([key, members]) => {
      const series = members.map((member) => (term.counter && !member.rated ? rate(member.points) : member.points));
      const queries = new Set(members.map(({ query }) => query));
      return [
        key,
        { labels: pick(canonical(members[0]?.labels ?? {}, side), by), points: fold(series, aggregate), queries },
      ];
    }),
  );
}

function isMeant(where: Selector, { metric, labels, aggregated }: Sampled): boolean {
  const excludes = ({ label, op }: Matcher) => op.startsWith("!") && labels[label] === undefined;
  const matchers = aggregated ? where.matchers.filter((matcher) => !excludes(matcher)) : where.matchers;
  return matches({ ...where, matchers }, { ...labels, __name__: metric });
}

const selectors = new Map<string, Selector>();
function selectorOf({ metric, where = "" }: Term): Selector {
  const text = `${metric}{${where}}`;
  const known = selectors.get(text) ?? inspect(text).selectors[0] ?? { metric, matchers: [], range: undefined, text };
  selectors.set(text, known);
  return known;
}

function pick(labels: Record<string, string>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (labels[name] ? [[name, labels[name]]] : [])));
}

/** Per second between neighbouring points; a counter that fell began again at 0. */
export function rate(points: Points): Points {
  return points.slice(1).flatMap(([at, n], i): Points => {
    const [before, was] = points[i] ?? [at, n];
    return at > before ? [[at, (n >= was ? n - was : n) / (at - before)]] : [];
  });
}

const FOLD = {
  sum: (a: number, b: number) => a + b,
  max: Math.max,
  min: Math.min,
} as const;

/** Series recorded together share their times; the fraction of a second is dropped. */
function fold(series: readonly Points[], aggregate: keyof typeof FOLD): Points {
  const at = new Map<number, number>();
  for (const [time, n] of series.flat()) {
    const second = Math.round(time);
    const known = at.get(second);
    at.set(second, known === undefined ? n : FOLD[aggregate](known, n));
  }
  return [...at].sort(([a], [b]) => a - b);
}

function combine(left: Groups, right: Groups, operation: (a: number, b: number) => number): Groups {
  return new Map(
    [...left].flatMap(([key, { labels, points, queries }]) => {
      const other = right.get(key);
      if (!other) return [];
      const joined = join(points, other.points, operation);
      return [[key, { labels, points: joined, queries: new Set([...queries, ...other.queries]) }]];
    }),
  );
}

/** How far apart two samples may be and still be taken together. */
const NEAR = 60;

/** `operation` of each left point and the nearest right one within a minute. */
export function join(left: Points, right: Points, operation: (a: number, b: number) => number): Points {
  let i = 0;
  return left.flatMap(([at, a]): Points => {
    const distance = (j: number) => Math.abs((right[j]?.[0] ?? Infinity) - at);
    while (distance(i + 1) <= distance(i) && i + 1 < right.length) i++;
    const b = right[i]?.[1];
    return b !== undefined && distance(i) <= NEAR ? [[at, operation(a, b)]] : [];
  });
}

function withZeros(part: Groups, whole: Groups): Groups {
  return new Map(
    [...whole].map(([key, group]) => {
      const counted = new Map(part.get(key)?.points ?? []);
      return [key, { ...group, points: group.points.map(([at]): [number, number] => [at, counted.get(at) ?? 0]) }];
    }),
  );
}

function quantiles(meter: Meter, quantile: number, pool: Pool, side: Side): Groups {
  const buckets = grouped({ ...meter, by: [...meter.by, "le"] }, meter.value, pool, side);
  const groups = Map.groupBy(buckets.values(), ({ labels }) => JSON.stringify(pick(labels, meter.by)));
  return new Map(
    [...groups].map(([key, members]) => {
      const bounds = members.map(({ labels, points }) => ({ bound: boundOf(labels.le), points: new Map(points) }));
      const times = [...new Set(members.flatMap(({ points }) => points.map(([at]) => at)))].sort((a, b) => a - b);
      const points = times.map((at): [number, number] => [
        at,
        quantileOf(
          quantile,
          bounds.map(({ bound, points }) => [bound, points.get(at) ?? 0]),
        ),
      ]);
      return [
        key,
        {
          labels: pick(members[0]?.labels ?? {}, meter.by),
          points,
          queries: new Set(members.flatMap(({ queries }) => [...queries])),
        },
      ];
    }),
  );
}

function boundOf(le = ""): number {
  return le === "+Inf" ? Infinity : Number(le);
}
