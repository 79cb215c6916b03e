import type { Catalogue } from "../../src/knowledge/index/catalogue.ts";
import { LEGS, type Leg } from "../../src/knowledge/rank/legs.ts";
import { besideNamesakes, KEY_WEIGHT } from "../../src/knowledge/rank/rank.ts";
import { rank } from "../../src/knowledge/rank/search.ts";
import type { Answered } from "./metrics.ts";
import type { Bench, Posed } from "./open.ts";
import { dot, minimise } from "./optimise.ts";
import type { Labelled } from "./questions.ts";

/** The pages that are worth telling apart for a question, with what each leg says of them. */
export interface Candidates {
  question: Labelled;
  pages: number[];
  legs: Float64Array[];
  keys: number[];
  relevant: boolean[];
}

export type Weights = Record<Leg, number>;

/** Pages below have no chance whatever the weights are. */
const POOL = 60;
/** Pulls the weights together, so that legs that say the same share their weight. */
const RIDGE = 0.003;

export function candidatesOf(
  { opened: { catalogue } }: Bench,
  { question, asked, relevant, exclude }: Posed,
): Candidates {
  const found = rank(catalogue, asked, POOL).filter(({ page }) => !exclude.has(page));
  return {
    question,
    pages: found.map(({ page }) => page),
    keys: found.map(({ key }) => key),
    legs: found.map(({ legs }) => Float64Array.from(LEGS, (leg) => legs[leg])),
    relevant: found.map(({ page }) => relevant.has(page)),
  };
}

/** The weights, none negative, under which relevant pages are the most likely to be first (softmax over the candidates). */
export function fitWeights(all: readonly Candidates[]): Float64Array {
  const found = all.filter(({ relevant }) => relevant.includes(true));
  return minimise(
    new Float64Array(LEGS.length).fill(1),
    (weights) => {
      const slope = weights.map((weight) => RIDGE * weight * found.length);
      for (const candidates of found) addSlope(slope, candidates, weights);
      return { slope, count: found.length };
    },
    0,
  );
}

function addSlope(slope: Float64Array, { legs, relevant }: Candidates, weights: Float64Array): void {
  const scores = legs.map((values) => dot(values, weights));
  const most = Math.max(...scores);
  const odds = scores.map((score) => Math.exp(score - most));
  const all = odds.reduce((sum, value) => sum + value, 0);
  const right = odds.reduce((sum, value, i) => sum + (relevant[i] ? value : 0), 0);
  odds.forEach((value, i) => {
    const pull = value / all - (relevant[i] ? value / right : 0);
    for (let j = 0; j < slope.length; j++) slope[j] = (slope[j] ?? 0) + pull * (legs[i]?.[j] ?? 0);
  });
}

/** Every question ordered as a search does, by weights that were fitted without the questions of its group. */
export function crossValidate(
  catalogue: Catalogue,
  all: readonly Candidates[],
  groupOf: (question: Labelled) => string,
): Answered[] {
  return [...Map.groupBy(all, ({ question }) => groupOf(question))].flatMap(([group, held]) => {
    const weights = fitWeights(all.filter(({ question }) => groupOf(question) !== group));
    return held.map((candidates) => ({ question: candidates.question, paths: order(catalogue, candidates, weights) }));
  });
}

function order(catalogue: Catalogue, { pages, legs, keys }: Candidates, weights: Float64Array): string[] {
  const scored = pages.map((page, i) => ({ page, score: dot(legs[i] ?? [], weights) + KEY_WEIGHT * (keys[i] ?? 0) }));
  const ordered = scored.sort((a, b) => b.score - a.score).map(({ page }) => page);
  return besideNamesakes(catalogue, ordered).map((page) => catalogue.pages[page]?.path ?? "");
}

export function namedWeights(weights: Float64Array): Weights {
  const weight = (leg: Leg) => Math.round(10 * (weights[LEGS.indexOf(leg)] ?? 0)) / 10;
  return {
    pageWords: weight("pageWords"),
    chunkWords: weight("chunkWords"),
    chunkMeaning: weight("chunkMeaning"),
    pageMeaning: weight("pageMeaning"),
    titleMeaning: weight("titleMeaning"),
    titleLetters: weight("titleLetters"),
    alertLetters: weight("alertLetters"),
  };
}
