/**
 * The quantile of a classic histogram: linear inside the bucket that holds it, the last finite bound when it lies
 * beyond, NaN without observations (as `histogram_quantile` of Prometheus). `buckets` are [upper bound, cumulative count].
 */
export function quantileOf(quantile: number, buckets: readonly (readonly [number, number])[]): number {
  const sorted = [...buckets].sort(([a], [b]) => a - b);
  const total = sorted.at(-1);
  if (!total || total[0] !== Infinity || !(total[1] > 0) || sorted.length < 2) return Number.NaN;
  const rank = quantile * total[1];
  const i = sorted.findIndex(([, count]) => count >= rank);
  const [bound, count] = sorted[i] ?? total;
  const [lower, below] = sorted[i - 1] ?? [0, 0];
  if (bound === Infinity) return lower;
  return lower + (bound - lower) * ((rank - below) / (count - below || 1));
}
