import type { Catalogue } from "../index/catalogue.ts";
import { itemsOf } from "../index/postings.ts";
import type { Words } from "./question.ts";

/** A page that has an alert's very name in its text, in a table of alerts say, is about it sooner than one that has not. */
const IN_TEXT = 0.5;

/** How surely each page is about one of the identifiers by name: 0 to 1, as sure as the identifier itself is asked about. */
export function keyScores(catalogue: Catalogue, { keys, names }: Words): Float32Array {
  const scores = new Float32Array(catalogue.pages.length);
  const raise = (page: number, score: number) => {
    scores[page] = Math.max(scores[page] ?? 0, score);
  };
  for (const [key, sure] of keys) {
    const term = sure === 1 && names.has(key) ? catalogue.terms.get(key) : undefined;
    if (term !== undefined) for (const page of itemsOf(catalogue.pageTerms, term)) raise(page, IN_TEXT);
    for (const { page, strength } of catalogue.keys.get(key) ?? []) raise(page, sure * strength);
  }
  return scores;
}
