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
 * Where a series changed its level, if it did and the new level still holds. The place is looked for twice: by ranks
 * (Pettitt's test, Applied Statistics 28, 1979), which no outlier moves, and by squares, which see a change that is a few
 * points old. Significance is for neither to say: the levels must be apart, four in five later points beyond nine in ten of
 * the earlier ones.
 */
export function shiftOf(points: Points): Shift | undefined {
  const values = points.map(([, value]) => value);
  const found = [ranksOf(values), values].flatMap((scores) => shiftAt(points, changePoint(scores)) ?? []);
  return found.sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before))[0];
}

function shiftAt(points: Points, split: number): Shift | undefined {
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

/** The index that parts the scores best: the means of both sides are furthest apart for their lengths. */
function changePoint(scores: readonly number[]): number {
  const n = scores.length;
  const total = scores.reduce((sum, score) => sum + score, 0);
  let [sum, best, index] = [0, 0, 0];
  for (let k = 1; k < n; k++) {
    sum += scores[k - 1] ?? 0;
    const apart = ((sum - (k * total) / n) ** 2 * n) / (k * (n - k));
    if (k >= MIN_POINTS && n - k >= MIN_POINTS && apart > best) [best, index] = [apart, k];
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
