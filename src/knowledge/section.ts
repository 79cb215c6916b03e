import { analyze } from "./analyze.ts";
import type { Catalogue } from "./catalogue.ts";
import { ownNames } from "./headings.ts";
import { idf, rarest } from "./postings.ts";
import type { Words } from "./question.ts";
import type { SectionScores } from "./rank.ts";

/**
 * Which section of a page helps: its position among the page's chunks. The words of the question, its meaning, what of it the
 * headings above say, and how much of the section's own name it says: each 0 to 1, and counted alike.
 */
export function bestSection(
  catalogue: Catalogue,
  asked: Words,
  { words, meaning, heading }: SectionScores,
  headings: readonly string[],
): number {
  const most = words.reduce((max, value) => Math.max(max, value), 0) || 1;
  let best = 0;
  let bestScore = -1;
  headings.forEach((path, i) => {
    const named = heading[i] ?? 0;
    // A path that says nothing of the question has no name that does.
    const own = named > 0 ? Math.max(...ownNames(path).map((name) => shareSaid(catalogue, asked, name))) : 0;
    const score = (words[i] ?? 0) / most + (meaning[i] ?? 0) + named + own;
    if (score > bestScore) [best, bestScore] = [i, score];
  });
  return best;
}

/** How much of a name the question says, weighted by rarity: `Buckets` is all said where `Old buckets` is half. */
function shareSaid({ terms, pageTerms }: Catalogue, asked: Words, name: string): number {
  let said = 0;
  let all = 0;
  for (const word of new Set(analyze(name))) {
    const term = terms.get(word);
    const weight = term === undefined ? rarest(pageTerms) : idf(pageTerms, term);
    all += weight;
    if (term !== undefined) said += weight * (asked.terms.get(term) ?? 0);
  }
  return all > 0 ? said / all : 0;
}
