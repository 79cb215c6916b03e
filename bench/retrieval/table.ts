import type { Quality } from "./metrics.ts";

/** nDCG@10 / recall@1 of every slice. */
export function lineOf(quality: ReadonlyMap<string, Quality>): string {
  return [...quality]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([slice, { n, ndcg10, recall1 }]) => `${slice} (${n}) ${ndcg10.toFixed(3)} / ${recall1.toFixed(3)}`)
    .join("  ");
}
