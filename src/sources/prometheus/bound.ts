import type { Series } from "../../core/observation.ts";

/** Series of one question that diagnosis gets; the worst are kept. */
const PER_QUESTION = 120;
export const MAX_SERIES = 2000;

/** The worst of them: by the highest point, or the lowest where low is bad. Order of those that stay is kept. */
export function worstOf(series: readonly Series[], worst: "high" | "low" = "high", keep = PER_QUESTION): Series[] {
  if (series.length <= keep) return [...series];
  const badness = ({ points }: Series) =>
    points.reduce((most, [, n]) => (Number.isNaN(n) ? most : Math.max(most, worst === "low" ? -n : n)), -Infinity);
  const ranked = series.map((item, i) => ({ i, bad: badness(item) })).sort((a, b) => b.bad - a.bad);
  const kept = new Set(ranked.slice(0, keep).map(({ i }) => i));
  return series.filter((_, i) => kept.has(i));
}
