import type { Catalogue } from "../index/catalogue.ts";
import { countOf, idf, type Postings, rarest } from "../index/postings.ts";
import { SATURATION } from "./legs.ts";
import type { AskedWord } from "./question.ts";

/** What a page says of the words that were asked, in these words or in others that say the same. */
export interface Said {
  /** How much of what was asked it says at all, 0 to 1, rare words counting more. */
  found: number;
  /** BM25 of the words as a share, 0 to 1, of what a page would reach that has every one countless times. */
  share: number;
  /** How rare the words are that it lacks, squared, as a mean over all that were asked. A word that no page has is the rarest. */
  missing: number;
}

export function saidOf({ pageTerms }: Catalogue, asked: readonly AskedWord[], page: number): Said {
  const most = rarest(pageTerms);
  const often = saturationIn(pageTerms, page);
  let [ceiling, reached, found, missing] = [0, 0, 0, 0];
  for (const { term, others } of asked) {
    const rarity = term === undefined ? most : idf(pageTerms, term);
    const degree = (times: (term: number) => number) =>
      Math.max(term === undefined ? 0 : times(term), weighted(pageTerms, others, times));
    const there = degree((term) => Number(often(term) > 0));
    ceiling += rarity;
    reached += rarity * degree(often);
    found += rarity * there;
    missing += (1 - there) * (rarity / most) ** 2;
  }
  return { share: reached / (ceiling || 1), found: found / (ceiling || 1), missing: missing / (asked.length || 1) };
}

/** How much of its weight in BM25 a term has in the page. */
function saturationIn(postings: Postings, page: number): (term: number) => number {
  const { k1, b } = SATURATION;
  const norm = k1 * (1 - b + (b * (postings.lengths[page] ?? 0)) / postings.averageLength);
  return (term) => {
    const count = countOf(postings, term, page);
    return count / (count + norm);
  };
}

/** The mean over several terms, the rarer counting more. */
function weighted(postings: Postings, terms: readonly number[], value: (term: number) => number): number {
  let [sum, all] = [0, 0];
  for (const term of terms) {
    const weight = idf(postings, term);
    sum += weight * value(term);
    all += weight;
  }
  return all > 0 ? sum / all : 0;
}
