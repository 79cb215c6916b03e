import type { Coverage } from "../core/passage.ts";
import type { Catalogue } from "./catalogue.ts";
import { countOf, idf } from "./postings.ts";
import type { Words } from "./question.ts";
import type { Fusion, Ranked } from "./rank.ts";
import { COVERAGE } from "./weights.ts";

/**
 * What speaks for the first page being meant for the question; no single one is enough.
 * `key`: the page is about an asked alert by name. Shares: how much of what was asked, weighted by rarity, is in the page,
 * its best chunk, its title. Meanings: cosines, 0 without a model. `lead`: distance to the second page.
 */
export const SIGNALS = [
  ...(["key", "pageShare", "chunkShare", "titleShare", "titleLetters"] as const),
  ...(["chunkMeaning", "pageMeaning", "titleMeaning", "lead"] as const),
] as const;
export type Signals = Record<(typeof SIGNALS)[number], number>;

/** The signals of the first page; `undefined` when nothing was found. */
export function signalsOf(catalogue: Catalogue, words: Words, [first, second]: readonly Ranked[]): Signals | undefined {
  if (!first) return undefined;
  const { legs, key } = first;
  return {
    key,
    pageShare: share(words, catalogue, (term) => countOf(catalogue.pageTerms, term, first.page) > 0),
    chunkShare: share(words, catalogue, (term) => countOf(catalogue.chunkTerms, term, first.chunk) > 0),
    titleShare: share(words, catalogue, (term) => catalogue.titleTerms[first.page]?.has(term) ?? false),
    titleLetters: legs.titleLetters,
    chunkMeaning: legs.chunkMeaning,
    pageMeaning: legs.pageMeaning,
    titleMeaning: legs.titleMeaning,
    lead: second ? 1 - second.score / first.score : 1,
  };
}

/** The probability that the first page is the one for the question: a logistic over the signals. */
export function probabilityOf(signals: Signals | undefined, fusion: Fusion): number {
  if (!signals) return 0;
  const { bias, ...weights } = COVERAGE[fusion === "fitted" ? "fitted" : "lexical"];
  let sum: number = bias;
  for (const name of SIGNALS) sum += weights[name] * signals[name];
  return 1 / (1 + Math.exp(-sum));
}

/** The probability in words. Only the first two, given from `claimFrom` on, say that a document is meant for the question. */
export function coverageOf(probability: number, claimFrom: number = COVERAGE.from.likely): Coverage {
  const { runbook, related } = COVERAGE.from;
  if (probability >= claimFrom) return probability >= runbook ? "runbook" : "likely";
  return probability >= related ? "related" : "none";
}

/** Words that no document has count as asked and not found, as rare as a word can be. */
function share(words: Words, { pageTerms }: Catalogue, found: (term: number) => boolean): number {
  const rarest = Math.log(1 + 2 * pageTerms.lengths.length);
  let all = words.unknown * rarest;
  let hit = 0;
  for (const [term, weight] of words.terms) {
    if (weight < 1) continue;
    const worth = idf(pageTerms, term);
    all += worth;
    if (found(term)) hit += worth;
  }
  return all > 0 ? hit / all : 0;
}
