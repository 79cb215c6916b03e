import type { Catalogue } from "../index/catalogue.ts";
import { stemOf } from "../index/forward.ts";
import { isName, whole } from "../words/analyze.ts";
import { LEGS, type Leg, type Scores } from "./legs.ts";
import { bestOf } from "./meaning.ts";
import type { Query, Words } from "./question.ts";
import { WEIGHTS } from "./weights.ts";

/** A page with its place in the ranking; `legs` explains it. */
export interface Ranked {
  page: number;
  sections: SectionScores;
  score: number;
  legs: Record<Leg, number>;
  /** 1 when the document is about an asked alert by name, less when only a heading, a label or its text has the name. */
  key: number;
}

/** What is known of each chunk of a page, and of each alert that it names: see `Scores`. */
export interface SectionScores {
  words: Float32Array;
  meaning: Float32Array;
  heading: Uint8Array;
  alerts: Float32Array;
}

/**
 * `lexical` without vectors; `fitted` with those of the model that the weights were fitted for; with any other model the
 * cosines mean something else, and only the order of each leg counts (`ranks`).
 */
export type Fusion = "lexical" | "fitted" | "ranks";

/** A question ready to be ranked: its words, and its vector when there is a model. */
export interface Asked {
  query: Query;
  words: Words;
  vector: Float32Array | undefined;
  fusion: Fusion;
}

/** An exact name beats any likeness of words. */
export const KEY_WEIGHT = 8;
/** Who describes trouble looks for what to do about it: a runbook stands before a manual that says nearly as much. */
const RUNBOOK_WEIGHT = 2;
/** Cormack, Clarke and Büttcher 2009: 1 / (60 + rank), summed over the legs. */
const RANK_OFFSET = 60;
const RANKED = 200;

export interface Ranking {
  /** It tells of trouble, and does not ask how something is done. */
  trouble: boolean;
  scores: Scores;
  /** How surely each page is about an asked name. */
  keys: Float32Array;
  fusion: Fusion;
  /** Pages to look at; all when absent. */
  keep?: ((page: number) => boolean) | undefined;
}

/** The best `n` pages. */
export function rankPages(catalogue: Catalogue, { scores, keys, fusion, trouble, keep }: Ranking, n: number): Ranked[] {
  const fused = fusion === "ranks" ? fuseRanks(scores) : fuseScores(scores, WEIGHTS[fusion]);
  const own = fused.map((score, page) => (!keep || keep(page) ? score + KEY_WEIGHT * (keys[page] ?? 0) : 0));
  const isLookedFor = (page: number) => trouble && catalogue.pages[page]?.kind === "runbook";
  const total = own.map((score, page) => (score > 0 && isLookedFor(page) ? score + RUNBOOK_WEIGHT : score));
  // Equal pages in an order that does not depend on the order in which they were written.
  const order = (a: number, b: number) => (total[b] ?? 0) - (total[a] ?? 0) || byPath(catalogue, a, b);
  return besideNamesakes(catalogue, bestOf(total, n).sort(order)).map((page) => ({
    page,
    sections: sectionsOf(catalogue, scores, page),
    score: own[page] ?? 0,
    legs: legsOf(scores, page),
    key: keys[page] ?? 0,
  }));
}

/** What pages about one alert share, whoever wrote them: `a/KubePodNotReady.md` and `b/KubePodNotReady.md`. */
export function namesake({ pages }: Catalogue, page: number): string {
  const path = pages[page]?.path ?? "";
  const name = stemOf(path);
  return isName(name) ? whole(name) : path;
}

/** Pages of the same name follow the best of them. */
export function besideNamesakes(catalogue: Catalogue, pages: readonly number[]): number[] {
  return [...Map.groupBy(pages, (page) => namesake(catalogue, page)).values()].flat();
}

function byPath({ pages }: Catalogue, a: number, b: number): number {
  return (pages[a]?.path ?? "") < (pages[b]?.path ?? "") ? -1 : 1;
}

function fuseScores({ legs }: Scores, weights: Record<Leg, number>): Float32Array {
  const total = new Float32Array(legs.pageWords.length);
  for (const leg of LEGS) {
    const values = legs[leg];
    for (let page = 0; page < total.length; page++)
      total[page] = (total[page] ?? 0) + weights[leg] * (values[page] ?? 0);
  }
  return total;
}

function fuseRanks({ legs }: Scores): Float32Array {
  const total = new Float32Array(legs.pageWords.length);
  for (const leg of LEGS)
    bestOf(legs[leg], RANKED).forEach((page, rank) => {
      total[page] = (total[page] ?? 0) + 1 / (RANK_OFFSET + rank + 1);
    });
  return total;
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
    alertLetters: at("alertLetters"),
  };
}

function sectionsOf({ firstChunk, firstAlert }: Catalogue, scores: Scores, page: number): SectionScores {
  const [from, to] = [firstChunk[page] ?? 0, firstChunk[page + 1] ?? 0];
  return {
    words: scores.chunkWords.subarray(from, to),
    meaning: scores.chunkMeaning.subarray(from, to),
    heading: scores.chunkHeading.subarray(from, to),
    alerts: scores.alerts.subarray(firstAlert[page], firstAlert[page + 1]),
  };
}
