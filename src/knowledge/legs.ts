import type { Catalogue } from "./catalogue.ts";
import { gramCosines } from "./grams.ts";
import { bm25, idf, itemsOf, type Postings } from "./postings.ts";
import { cosine, cosines } from "./vectors.ts";

/** A question, ready to be scored. */
export interface Analysed {
  /** The words, for the letters of titles. */
  text: string;
  /** Weight of each known term. */
  terms: ReadonlyMap<number, number>;
  /** Absent without a model. */
  vector?: Float32Array | undefined;
  /** Pages to look at; all when absent. */
  keep?: ((page: number) => boolean) | undefined;
}

export const LEGS = ["pageWords", "chunkWords", "chunkMeaning", "pageMeaning", "titleMeaning", "titleLetters"] as const;
export type Leg = (typeof LEGS)[number];

/** Every leg's value for every page, and what is known per chunk. */
export interface Scores {
  legs: Record<Leg, Float32Array>;
  chunkWords: Float32Array;
  chunkMeaning: Float32Array;
  /** Share of the question, weighted by rarity, that the headings above the chunk say. */
  chunkHeading: Float32Array;
  /** False when the question or the index has no vector: the three legs of meaning are 0. */
  meaning: boolean;
}

/** BM25 as measured best on operations pages: a page saturates later than a chunk. */
export const PAGE = { k1: 1.6, b: 0.75 };
const CHUNK = { k1: 1.2, b: 0.75 };
/** Chunks are compared one by one only in the pages that the other legs like: 400 of 5,000 lose nothing in the first ten. */
const CLOSE_LOOK = 400;

/** What each leg thinks of each page. Words and title letters are looked up, page and title vectors compared with all. */
export function scoreLegs(catalogue: Catalogue, question: Analysed): Scores {
  const { pages, vectors } = catalogue;
  const pageWords = bm25(catalogue.pageTerms, question.terms, PAGE);
  const chunkWords = bm25(catalogue.chunkTerms, question.terms, CHUNK);
  leaveOut(catalogue, question.keep, pageWords, chunkWords);
  relate(pageWords);
  relate(chunkWords);
  const titleLetters = gramCosines(catalogue.titleGrams, question.text, pages.length);
  const chunkMeaning = new Float32Array(chunkWords.length);
  const chunkHeading = shares(catalogue.headingTerms, question.terms);
  const none = new Float32Array(pages.length);
  const legs = { pageWords, titleLetters, chunkMeaning: none, pageMeaning: none, titleMeaning: none };
  const words = bestOfPages(catalogue, chunkWords);
  if (!vectors || !question.vector)
    return { legs: { ...legs, chunkWords: words }, chunkWords, chunkMeaning, chunkHeading, meaning: false };
  const pageMeaning = cosines(vectors.pages, question.vector);
  const titleMeaning = cosines(vectors.titles, question.vector);
  const promising = Float32Array.from(
    pageMeaning,
    (value, page) => value + (words[page] ?? 0) + (pageWords[page] ?? 0),
  );
  for (const page of bestOf(promising, CLOSE_LOOK))
    for (let chunk = catalogue.firstChunk[page] ?? 0; chunk < (catalogue.firstChunk[page + 1] ?? 0); chunk++)
      chunkMeaning[chunk] = cosine(vectors.chunks, chunk, question.vector);
  return {
    legs: { ...legs, chunkWords: words, pageMeaning, titleMeaning, chunkMeaning: bestOfPages(catalogue, chunkMeaning) },
    chunkWords,
    chunkMeaning,
    chunkHeading,
    meaning: true,
  };
}

/** Indices of the `n` largest values above 0, best first. */
export function bestOf(values: Float32Array, n: number): number[] {
  const floor = n < values.length ? (values.slice().sort().at(-n) ?? 0) : 0;
  const best: number[] = [];
  values.forEach((value, i) => {
    if (value > 0 && value >= floor) best.push(i);
  });
  return best.sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b).slice(0, n);
}

/** How much of the question each item has, weighted by rarity: 0 to 1. */
function shares(postings: Postings, terms: Analysed["terms"]): Float32Array {
  const shares = new Float32Array(postings.lengths.length);
  const all = [...terms].reduce((sum, [term, weight]) => sum + weight * idf(postings, term), 0) || 1;
  for (const [term, weight] of terms) {
    const share = (weight * idf(postings, term)) / all;
    for (const item of itemsOf(postings, term)) shares[item] = (shares[item] ?? 0) + share;
  }
  return shares;
}

/** Pages that are not looked at do not set the measure for the others. */
function leaveOut({ firstChunk }: Catalogue, keep: Analysed["keep"], pages: Float32Array, chunks: Float32Array): void {
  if (!keep) return;
  for (let page = 0; page < pages.length; page++) {
    if (keep(page)) continue;
    pages[page] = 0;
    chunks.fill(0, firstChunk[page], firstChunk[page + 1]);
  }
}

/** Divided by the largest, so that questions of any length have the same range. */
function relate(scores: Float32Array): void {
  const largest = scores.reduce((max, value) => Math.max(max, value), 0);
  if (largest > 0) for (let i = 0; i < scores.length; i++) scores[i] = (scores[i] ?? 0) / largest;
}

function bestOfPages({ firstChunk, pages }: Catalogue, chunks: Float32Array): Float32Array {
  const best = new Float32Array(pages.length);
  for (let page = 0; page < pages.length; page++)
    for (let chunk = firstChunk[page] ?? 0; chunk < (firstChunk[page + 1] ?? 0); chunk++)
      best[page] = Math.max(best[page] ?? 0, chunks[chunk] ?? 0);
  return best;
}
