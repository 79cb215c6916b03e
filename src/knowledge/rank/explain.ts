import type { Catalogue } from "../index/catalogue.ts";
import { stemOf } from "../index/forward.ts";
import { countOf, idf } from "../index/postings.ts";
import { isIdentifier, whole } from "../words/analyze.ts";
import type { Words } from "./question.ts";
import type { Asked, Ranked } from "./rank.ts";

const MAX_WORDS = 5;
/** What five of six pages reach that answer a question, and one of six of the others that come near it. */
const SAME_MEANING = 0.5;

/** Why a page and its `chunk` were chosen, the strongest reason first, in words. */
export function explain(catalogue: Catalogue, { query, words }: Asked, hit: Ranked, chunk: number): string[] {
  const page = catalogue.pages[hit.page];
  if (!page) return [];
  const named = [...page.alerts, page.title, stemOf(page.path)].find((name) => words.keys.has(whole(name)));
  const titled = namesOf(words, (term) => catalogue.titleTerms[hit.page]?.has(term) ?? false, catalogue);
  const found = namesOf(words, (term) => countOf(catalogue.chunkTerms, term, chunk) > 0, catalogue);
  const inText = found.filter((word) => !titled.includes(word));
  const services = page.services.filter((service) => query.services.includes(service));
  return [
    ...(named !== undefined ? [`${isIdentifier(named) ? "alert name" : "exact title"}: ${named}`] : []),
    ...(titled.length > 0 ? [`title: ${titled.join(", ")}`] : []),
    ...(services.length > 0 ? [`service: ${services.join(", ")}`] : []),
    ...(inText.length > 0 ? [`text: ${inText.join(", ")}`] : []),
    ...(hit.legs.chunkMeaning >= SAME_MEANING ? ["close in meaning"] : []),
    ...(page.open_actions > 0 ? [`postmortem with ${page.open_actions} open action items`] : []),
  ];
}

/** The asked words that are there, the rarest first; of an identifier and its parts only the longer. */
function namesOf(words: Words, there: (term: number) => boolean, { pageTerms }: Catalogue): string[] {
  const found = [...words.spelled]
    .filter(([term]) => there(term))
    .sort(([a], [b]) => idf(pageTerms, b) - idf(pageTerms, a));
  const names = found.map(([, word]) => word);
  return names.filter((name) => !names.some((other) => other !== name && other.includes(name))).slice(0, MAX_WORDS);
}
