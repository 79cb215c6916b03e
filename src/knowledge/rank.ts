import type { Catalogue } from "./catalogue.ts";
import { bestOf, LEGS, type Leg, type Scores } from "./legs.ts";
import { WEIGHTS } from "./weights.ts";

/** A page with its place in the ranking; `legs` explains it. */
export interface Ranked {
  page: number;
  /** The best chunk of the page. */
  chunk: number;
  score: number;
  legs: Record<Leg, number>;
  /** 1 when the document is about an asked alert by name, less when only a heading or a label says so. */
  key: number;
}

/** An exact name beats any likeness of words. */
const KEY_WEIGHT = 8;
/** Inside a page the words of the question point at the section more surely than its meaning does. */
const SECTION = { words: 1, meaning: 1 };

/** The best `n` pages, each with its best chunk. The score is a weighted sum of the legs. */
export function rankPages(catalogue: Catalogue, scores: Scores, keys: Float32Array, n: number, keep: (page: number) => boolean): Ranked[] {
  const weights = catalogue.vectors ? WEIGHTS.withModel : WEIGHTS.lexical;
  const total = Float32Array.from(keys, (key, page) => {
    if (!keep(page)) return 0;
    return LEGS.reduce((sum, leg) => sum + weights[leg] * (scores.legs[leg][page] ?? 0), KEY_WEIGHT * key);
  });
  return bestOf(total, n).map((page) => ({
    page,
    chunk: bestChunk(catalogue, scores, page),
    score: total[page] ?? 0,
    legs: legsOf(scores, page),
    key: keys[page] ?? 0,
  }));
}

function legsOf({ legs }: Scores, page: number): Record<Leg, number> {
  const at = (leg: Leg) => legs[leg][page] ?? 0;
  return {
    pageWords: at("pageWords"),
    chunkWords: at("chunkWords"),
    chunkMeaning: at("chunkMeaning"),
    pageMeaning: at("pageMeaning"),
    titleMeaning: at("titleMeaning"),
    titleLetters: at("titleLetters"),
  };
}

function bestChunk({ firstChunk }: Catalogue, { chunkWords, chunkMeaning }: Scores, page: number): number {
  const [from, to] = [firstChunk[page] ?? 0, firstChunk[page + 1] ?? 0];
  const most = chunkWords.subarray(from, to).reduce((max, value) => Math.max(max, value), 0) || 1;
  let best = from;
  let bestScore = -1;
  for (let chunk = from; chunk < to; chunk++) {
    const score = (SECTION.words * (chunkWords[chunk] ?? 0)) / most + SECTION.meaning * (chunkMeaning[chunk] ?? 0);
    if (score > bestScore) [best, bestScore] = [chunk, score];
  }
  return best;
}
