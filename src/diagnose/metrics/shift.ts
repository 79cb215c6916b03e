import type { Series } from "../../core/observation.ts";

export type Points = Series["points"];

/** A series that left its own level and stayed away from it. Values in the series' unit, `at` in ms since the epoch. */
export interface Shift {
  before: number;
  after: number;
  at: number;
}

/** Shorter pieces than this say nothing about a level. */
const MIN_POINTS = 3;
/** Share of the later points that lie beyond the earlier ones' range, and which range that is. */
const BEYOND = 0.8;
const RANGE = 0.9;

/**
 * Where a series changed its level, if it did and the new level still holds. The place is that of Pettitt's rank test
 * (Applied Statistics 28, 1979), which no outlier moves; its significance is too careful for the few points after a late
 * change, so the levels must be apart instead: four in five later points lie beyond nine in ten of the earlier ones.
 */
export function shiftOf(points: Points): Shift | undefined {
  if (points.length < 2 * MIN_POINTS) return undefined;
  const split = changePoint(points.map(([, value]) => value));
  if (split < MIN_POINTS || points.length - split < MIN_POINTS) return undefined;
  const earlier = points.slice(0, split).map(([, value]) => value);
  const later = points.slice(split).map(([, value]) => value);
  const [before, after] = [median(earlier), median(later)];
  const [low, high] = [quantile(earlier, 1 - RANGE), quantile(earlier, RANGE)];
  const beyond = later.filter((value) => (after > before ? value > high : value < low)).length;
  const first = points[split]?.[0];
  if (before === after || beyond < BEYOND * later.length || first === undefined) return undefined;
  return { before, after, at: first * 1000 };
}

/** The index at which ranks before and after differ most. */
function changePoint(values: readonly number[]): number {
  const ranks = ranksOf(values);
  let [sum, best, index] = [0, 0, 0];
  for (let k = 1; k < ranks.length; k++) {
    sum += ranks[k - 1] ?? 0;
    const difference = Math.abs(2 * sum - k * (ranks.length + 1));
    if (difference > best) [best, index] = [difference, k];
  }
  return index;
}

/** 1 … n; equal values share the mean of their ranks. */
function ranksOf(values: readonly number[]): number[] {
  const order = values.map((value, i) => ({ value, i })).sort((a, b) => a.value - b.value);
  const ranks = new Array<number>(values.length).fill(0);
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end + 1 < order.length && order[end + 1]?.value === order[start]?.value) end++;
    for (let k = start; k <= end; k++) ranks[order[k]?.i ?? 0] = (start + end) / 2 + 1;
    start = end + 1;
  }
  return ranks;
}

/** The level that holds now: the median of the last quarter of an hour, or of the last points of a coarser series. */
export function recent(points: Points): number | undefined {
  const [end] = points.at(-1) ?? [];
  if (end === undefined) return undefined;
  const fresh = points.filter(([at]) => at > end - RECENT_SECONDS);
  return median((fresh.length >= MIN_POINTS ? fresh : points.slice(-MIN_POINTS)).map(([, value]) => value));
}
const RECENT_SECONDS = 15 * 60;

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Linear interpolation between the two nearest values; NaN for none. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * q;
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  if (low === undefined || high === undefined) return Number.NaN;
  return low + (high - low) * (place - Math.floor(place));
}
