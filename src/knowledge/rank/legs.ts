import type { Catalogue } from "../index/catalogue.ts";
import { gramCosines } from "../index/grams.ts";
import { bm25, itemsOf, type Postings } from "../index/postings.ts";
import { meaningOf } from "./meaning.ts";

/** A question, ready to be scored. */
export interface Analysed {
  /** The words, for the letters of titles. */
  text: string;
  /** Weight of each known term. */
  terms: ReadonlyMap<number, number>;
  /** How many words were said; an identifier is one. */
  said: number;
  /** Absent without a model. */
  vector?: Float32Array | undefined;
  /** Pages to look at; all when absent. */
  keep?: ((page: number) => boolean) | undefined;
}

export const LEGS = [
  "pageWords",
  "chunkWords",
  "chunkMeaning",
  "pageMeaning",
  "titleMeaning",
  "titleLetters",
  "alertLetters",
] as const;
export type Leg = (typeof LEGS)[number];

/** Every leg's value for every page, and what is known per chunk. */
export interface Scores {
  legs: Record<Leg, Float32Array>;
  chunkWords: Float32Array;
  chunkMeaning: Float32Array;
  /** 1 for chunks with a word of the question in the headings above them. */
  chunkHeading: Uint8Array;
  /** Per alert that a page names: how like the question it is, letter by letter. */
  alerts: Float32Array;
  /** False when the question or the index has no vector: the three legs of meaning are 0. */
  meaning: boolean;
}

/** BM25 of pages and of chunks, with the usual constants; others were no better on operations pages. */
export const SATURATION = { k1: 1.2, b: 0.75 };

/** What each leg thinks of each page. Words and letters are looked up, page and title vectors compared with all. */
export function scoreLegs(catalogue: Catalogue, question: Analysed): Scores {
  const { pages, vectors } = catalogue;
  const pageWords = bm25(catalogue.pageTerms, question.terms, SATURATION);
  const chunkWords = bm25(catalogue.chunkTerms, question.terms, SATURATION);
  leaveOut(catalogue, question.keep, pageWords, chunkWords);
  relate(pageWords);
  relate(chunkWords);
  const words = bestOfPages(catalogue.firstChunk, chunkWords);
  const promising = (page: number) => (words[page] ?? 0) + (pageWords[page] ?? 0);
  const meaning =
    vectors &&
    question.vector &&
    meaningOf(catalogue, vectors, { query: question.vector, said: question.said, promising });
  const alerts = gramCosines(catalogue.alertGrams, question.text, catalogue.firstAlert.at(-1) ?? 0);
  const none = new Float32Array(pages.length);
  // A section that has the one word asked says little, and a name like the one asked is the name of something else.
  const full = 1 - 1 / Math.max(1, question.said);
  return {
    legs: {
      pageWords,
      chunkWords: words.map((value) => value * full),
      chunkMeaning: meaning?.chunkMeaning ?? none,
      pageMeaning: meaning?.pageMeaning ?? none,
      titleMeaning: meaning?.titleMeaning ?? none,
      titleLetters: gramCosines(catalogue.titleGrams, question.text, pages.length),
      alertLetters: bestOfPages(catalogue.firstAlert, alerts).map((value) => value * full),
    },
    chunkWords,
    chunkMeaning: meaning?.chunks ?? new Float32Array(chunkWords.length),
    chunkHeading: itemsWith(catalogue.headingTerms, question.terms),
    alerts,
    meaning: meaning !== undefined,
  };
}

/** 1 for every item that has one of the terms. */
function itemsWith(postings: Postings, terms: Analysed["terms"]): Uint8Array {
  const found = new Uint8Array(postings.lengths.length);
  for (const term of terms.keys()) for (const item of itemsOf(postings, term)) found[item] = 1;
  return found;
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
  let largest = 0;
  for (let i = 0; i < scores.length; i++) largest = Math.max(largest, scores[i] ?? 0);
  if (largest > 0) for (let i = 0; i < scores.length; i++) scores[i] = (scores[i] ?? 0) / largest;
}

/** Of each page the largest value; those of page p are `first[p]` to `first[p + 1]`. */
function bestOfPages(first: Uint32Array, values: Float32Array): Float32Array {
  const best = new Float32Array(first.length - 1);
  for (let page = 0; page < best.length; page++)
    for (let i = first[page] ?? 0; i < (first[page + 1] ?? 0); i++)
      best[page] = Math.max(best[page] ?? 0, values[i] ?? 0);
  return best;
}
