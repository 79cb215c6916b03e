import type { Catalogue } from "./catalogue.ts";

/** How surely each page is about one of the identifiers by name: 0 to 1, as sure as the identifier itself is asked about. */
export function keyScores(catalogue: Catalogue, keys: ReadonlyMap<string, number>): Float32Array {
  const scores = new Float32Array(catalogue.pages.length);
  for (const [key, sure] of keys)
    for (const { page, strength } of catalogue.keys.get(key) ?? [])
      scores[page] = Math.max(scores[page] ?? 0, sure * strength);
  return scores;
}
