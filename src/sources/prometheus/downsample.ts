import type { Series } from "../../core/observation.ts";

type Points = Series["points"];

/** At most `max` points (even, at least 2): the lowest and the highest of every stretch of time, so that no spike is lost. */
export function thin(points: Points, max: number): Points {
  if (points.length <= max) return points;
  const size = Math.ceil((points.length * 2) / max);
  const kept = new Set<number>();
  for (let from = 0; from < points.length; from += size) {
    let [low, high] = [from, from];
    for (let i = from; i < Math.min(from + size, points.length); i++) {
      if (valueAt(points, i) < valueAt(points, low)) low = i;
      if (valueAt(points, i) > valueAt(points, high)) high = i;
    }
    kept.add(low).add(high);
  }
  return points.filter((_, i) => kept.has(i));
}

function valueAt(points: Points, i: number): number {
  return points[i]?.[1] ?? 0;
}

export type Trend = "rising" | "falling" | "flat" | "spiking";

/** A series in a few numbers. */
export interface Summary {
  min: number;
  max: number;
  avg: number;
  last: number;
  trend: Trend;
  /** How many samples there were. */
  points: number;
}

/** `undefined` when there is no finite sample. */
export function summarise(points: Points): Summary | undefined {
  const values = points.map(([, n]) => n).filter(Number.isFinite);
  const last = values.at(-1);
  if (last === undefined) return undefined;
  const sum = values.reduce((a, b) => a + b, 0);
  const min = values.reduce((a, b) => Math.min(a, b));
  const max = values.reduce((a, b) => Math.max(a, b));
  return { min, max, avg: sum / values.length, last, trend: trendOf(values, min, max), points: values.length };
}

/** A change of less than this share of the level is called flat. */
const NOTABLE = 0.1;

/** Compares the first third with the last; `spiking` went far out in between and came back. */
function trendOf(values: readonly number[], min: number, max: number): Trend {
  if (values.length < 3) return "flat";
  const third = Math.ceil(values.length / 3);
  const mean = (part: readonly number[]) => part.reduce((a, b) => a + b, 0) / part.length;
  const [first, last] = [mean(values.slice(0, third)), mean(values.slice(-third))];
  const level = Math.max(Math.abs(first), Math.abs(last));
  const change = last - first;
  const spread = max - min;
  if (Math.abs(change) > NOTABLE * level && Math.abs(change) > spread / 4) return change > 0 ? "rising" : "falling";
  return spread > 2 * level ? "spiking" : "flat";
}

/** The mean of each of `count` equal stretches of the series' time; `undefined` where there is no finite sample. */
export function bins(points: Points, count: number): (number | undefined)[] {
  const [from, to] = [points[0]?.[0] ?? 0, points.at(-1)?.[0] ?? 0];
  const width = (to - from) / count || 1;
  const sums = Array.from({ length: count }, () => ({ sum: 0, n: 0 }));
  for (const [at, value] of points) {
    const bin = sums[Math.min(count - 1, Math.floor((at - from) / width))];
    if (!bin || !Number.isFinite(value)) continue;
    bin.sum += value;
    bin.n++;
  }
  return sums.map(({ sum, n }) => (n > 0 ? sum / n : undefined));
}
