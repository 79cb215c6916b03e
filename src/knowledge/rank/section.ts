import type { Catalogue } from "../index/catalogue.ts";
import { idf, rarest } from "../index/postings.ts";
import type { Chunk } from "../index/record.ts";
import { analyze } from "../words/analyze.ts";
import { namesIn, ownNames } from "../words/headings.ts";
import type { Words } from "./question.ts";
import type { Ranked } from "./rank.ts";
import { asksForPage } from "./whole-page.ts";

/**
 * Which section of a page helps: its position among the page's chunks. Three things point at it, each 0 to 1 and counted alike:
 * the words of the question, its meaning, and the headings; where a heading bears an alert's name, also its letters, counted half.
 * A heading without text helps nobody: it is shown where it is what was asked for, so that nothing else is taken for it.
 */
export function bestSection(
  catalogue: Catalogue,
  asked: Words,
  { page, sections: { words, meaning, heading, alerts } }: Ranked,
  chunks: readonly Pick<Chunk, "heading" | "bare">[],
): number {
  const headings = chunks.map(({ heading }) => heading);
  const beginning = chunks.findIndex(({ bare }) => !bare);
  if (beginning >= 0 && asksForPage(catalogue, asked, page, headings)) return beginning;
  const most = words.reduce((max, value) => Math.max(max, value), 0) || 1;
  const headed = headingScore(catalogue, asked, page);
  const lettered = new Map(catalogue.pages[page]?.alerts.map((alert, i) => [alert, alerts[i] ?? 0]));
  const letters = (path: string) => Math.max(...namesIn(path).map((name) => lettered.get(name) ?? 0)) / 2;
  // Analysing headings takes long: once each, and only those that have a word of the question.
  const above = new Map<string, number>();
  headings.forEach((path, i) => {
    if (!above.has(path)) above.set(path, (heading[i] ? headed.score(path) : 0) + letters(path));
  });
  const scores = headings.map((path, i) => (words[i] ?? 0) / most + (meaning[i] ?? 0) + (above.get(path) ?? 0));
  const helps = chunks.map(({ heading, bare }) => !bare || headed.own(heading) >= ASKED_FOR);
  const candidates = scores.map((score, i) => (helps[i] ? score : -1));
  return candidates.reduce((best, score, i) => (score > (candidates[best] ?? 0) ? i : best), 0);
}

/** Share of a heading's own words that are in the question. */
const ASKED_FOR = 0.5;

/**
 * The mean of two shares, weighted by rarity: how much of the question a heading path says, and how much of the section's own
 * name the question says. Words of the page's title tell none of its sections from another and do not count.
 */
function headingScore(
  { terms, pageTerms, titleTerms }: Catalogue,
  asked: Words,
  page: number,
): { own(path: string): number; score(path: string): number } {
  const title = titleTerms[page] ?? new Set();
  const weigh = (text: string) => {
    const weight = { all: 0, said: 0 };
    for (const word of new Set(analyze(text))) {
      const term = terms.get(word) ?? -1;
      if (title.has(term)) continue;
      const rarity = term < 0 ? rarest(pageTerms) : idf(pageTerms, term);
      weight.all += rarity;
      weight.said += rarity * (asked.terms.get(term) ?? 0);
    }
    return weight;
  };
  const question = [...asked.terms].reduce(
    (sum, [term, weight]) => sum + (title.has(term) ? 0 : weight * idf(pageTerms, term)),
    0,
  );
  const own = (path: string) =>
    Math.max(
      ...ownNames(path)
        .map(weigh)
        .map(({ all, said }) => said / (all || 1)),
    );
  return { own, score: (path) => (weigh(path).said / (question || 1) + own(path)) / 2 };
}
