import {
  COMPARED,
  type Logistic,
  probabilityBy,
  SIGNALS,
  type Signals,
  signalsOf,
} from "../../src/knowledge/coverage.ts";
import { rank } from "../../src/knowledge/search.ts";
import type { Bench, Posed } from "./open.ts";
import { dot, minimise } from "./optimise.ts";
import { familyOf, familyOfPath } from "./questions.ts";

const WITHOUT = ["nothing", "documents", "family"] as const;
type Without = (typeof WITHOUT)[number];

/** What was seen when a question was asked. */
export interface Sample {
  family: string;
  signals: Signals;
  /** The first page answers the question. */
  right: boolean;
  /** What was not there: nothing, the documents that answer it, or all of the repositories that they are from. */
  without: Without;
  /** Among the pages that were asked of: one in how many of all. */
  oneIn: number;
}

/** What a threshold would have meant: counts of questions asked with their documents, and without their family. */
export interface Claims {
  right: number;
  wrong: number;
  false: number;
}

/** Signals have different ranges; the ridge is on weights of standardised ones. */
const RIDGE = 0.01;

/** One page in this many is enough for a small team: what speaks for a page must mean the same among few and among many. */
export const FEW = 50;

/**
 * Every question three times, of all documents or of one page in `oneIn` beside those that answer it: with these, without
 * these, and without the repositories that they are from. Where only they are missing, a page about a sibling of the alert is
 * still there and its text may well help: that teaches the logistic, and is not counted as a false claim.
 */
export function samplesOf({ opened: { catalogue } }: Bench, posed: Posed, oneIn = 1): Sample[] {
  const families = new Set([...posed.relevant].map((page) => familyOfPath(catalogue.pages[page]?.path ?? "")));
  const isMissing: Record<Without, (page: number) => boolean> = {
    nothing: () => false,
    documents: (page) => posed.relevant.has(page),
    family: (page) => families.has(familyOfPath(catalogue.pages[page]?.path ?? "")),
  };
  return WITHOUT.flatMap((without) => {
    const keep = (page: number) =>
      !posed.exclude.has(page) && (page % oneIn === 0 || posed.relevant.has(page)) && !isMissing[without](page);
    const ranked = rank(catalogue, posed.asked, COMPARED, keep);
    const signals = signalsOf(catalogue, posed.asked, ranked);
    const right = without === "nothing" && ranked[0] !== undefined && posed.relevant.has(ranked[0].page);
    return signals ? [{ family: familyOf(posed.question), signals, right, without, oneIn }] : [];
  });
}

export function fitLogistic(samples: readonly Sample[]): Logistic {
  const { mean, spread } = standardOf(samples);
  const rows = samples.map(({ signals }) =>
    Float64Array.from([...SIGNALS.map((name, i) => (signals[name] - (mean[i] ?? 0)) / (spread[i] ?? 1)), 1]),
  );
  const fitted = minimise(new Float64Array(SIGNALS.length + 1), (at) => {
    const slope = at.map((weight, i) => (i < SIGNALS.length ? RIDGE * weight * rows.length : 0));
    rows.forEach((row, i) => {
      const pull = 1 / (1 + Math.exp(-dot(row, at))) - Number(samples[i]?.right);
      for (let j = 0; j < slope.length; j++) slope[j] = (slope[j] ?? 0) + pull * (row[j] ?? 0);
    });
    return { slope, count: rows.length };
  });
  const own = SIGNALS.map((_, i) => (fitted[i] ?? 0) / (spread[i] ?? 1));
  return { bias: (fitted.at(-1) ?? 0) - dot(own, mean), ...signalsFrom(own) };
}

function signalsFrom(values: readonly number[]): Omit<Logistic, "bias"> {
  const [runbook = 0, words = 0, meaning = 0, lead = 0, agreement = 0, missing = 0, beyond = 0, said = 0] = values;
  return { runbook, words, meaning, lead, agreement, missing, beyond, said };
}

function standardOf(samples: readonly Sample[]) {
  const mean = SIGNALS.map((name) => samples.reduce((sum, { signals }) => sum + signals[name], 0) / samples.length);
  const spread = SIGNALS.map((name, i) => {
    const squares = samples.reduce((sum, { signals }) => sum + (signals[name] - (mean[i] ?? 0)) ** 2, 0);
    return Math.sqrt(squares / samples.length) || 1;
  });
  return { mean, spread };
}

/** A sample with the probability that a logistic gave it. */
export interface Judged extends Sample {
  probability: number;
}

export function judged(model: Logistic, samples: readonly Sample[]): Judged[] {
  return samples.map((sample) => ({ ...sample, probability: probabilityBy(model, sample.signals) }));
}

/** Every family judged by a logistic that never saw it. */
export function leaveOneFamilyOut(samples: readonly Sample[]): Judged[] {
  return [...Map.groupBy(samples, ({ family }) => family)].flatMap(([family, held]) =>
    judged(fitLogistic(samples.filter((sample) => sample.family !== family)), held),
  );
}

/** The probability above which no more than this share of the questions without their family is claimed, of all pages and of few. */
export function thresholdFor(samples: readonly Judged[], share: number): number {
  const uncovered = Map.groupBy(
    samples.filter(({ without }) => without === "family"),
    ({ oneIn }) => oneIn,
  );
  return Math.max(...[...uncovered.values()].map((asked) => highest(asked, share)));
}

function highest(samples: readonly Judged[], share: number): number {
  const probabilities = samples.map(({ probability }) => probability).sort((a, b) => b - a);
  return probabilities[Math.floor(share * probabilities.length)] ?? 1;
}

/** How many questions these are the samples of. */
export function questionsIn(samples: readonly Sample[]): number {
  return samples.filter(({ without }) => without === "nothing").length;
}

/** Counts of claims above the threshold. */
export function claimsOf(samples: readonly Judged[], threshold: number): Claims {
  const claimed = samples.filter(({ probability }) => probability > threshold);
  const count = (without: Without, right: boolean) =>
    claimed.filter((sample) => sample.without === without && sample.right === right).length;
  return { right: count("nothing", true), wrong: count("nothing", false), false: count("family", false) };
}

/**
 * Claims on each family where one page in `oneIn` was there, above a threshold that was set without it, by probabilities from
 * logistics that never saw it.
 */
export function claimsOfFamilies(
  leftOut: readonly Judged[],
  oneIn: number,
  share: number,
): Map<string, Claims & { n: number }> {
  return new Map(
    [...Map.groupBy(leftOut, ({ family }) => family)].map(([family, all]) => {
      const others = leftOut.filter((sample) => sample.family !== family);
      const held = all.filter((sample) => sample.oneIn === oneIn);
      return [family, { ...claimsOf(held, thresholdFor(others, share)), n: questionsIn(held) }];
    }),
  );
}
