import { COMPARED, SIGNALS, type Signals, signalsOf } from "../../src/knowledge/coverage.ts";
import { rank } from "../../src/knowledge/search.ts";
import type { Bench, Posed } from "./open.ts";
import { dot, minimise } from "./optimise.ts";
import { familyOf, familyOfPath } from "./questions.ts";

/** What was seen when a question was asked. */
export interface Sample {
  family: string;
  signals: Signals;
  /** The first page answers the question. */
  right: boolean;
  /** The documents that answer it were there. */
  covered: boolean;
}

export interface Logistic {
  bias: number;
  weights: Weights;
}

type Weights = Omit<Signals, "name">;

/** What a threshold would have meant: shares of the questions asked with and without their documents. */
export interface Claims {
  right: number;
  wrong: number;
  false: number;
}

/** Signals have different ranges; the ridge is on weights of standardised ones. */
const RIDGE = 0.03;

/** Every question twice: of all documents, and as if the repositories of those that answer it were not there. */
export function samplesOf({ opened: { catalogue } }: Bench, posed: Posed): Sample[] {
  const families = new Set([...posed.relevant].map((page) => familyOfPath(catalogue.pages[page]?.path ?? "")));
  const ask = (covered: boolean): Sample[] => {
    const keep = (page: number) =>
      !posed.exclude.has(page) && (covered || !families.has(familyOfPath(catalogue.pages[page]?.path ?? "")));
    const ranked = rank(catalogue, posed.asked, COMPARED, keep);
    const signals = signalsOf(catalogue, posed.asked, ranked);
    const right = covered && ranked[0] !== undefined && posed.relevant.has(ranked[0].page);
    return signals ? [{ family: familyOf(posed.question), signals, right, covered }] : [];
  };
  return [...ask(true), ...ask(false)];
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
  return { bias: (fitted.at(-1) ?? 0) - dot(own, mean), weights: signalsFrom(own) };
}

function signalsFrom(values: readonly number[]): Weights {
  const [runbook = 0, words = 0, meaning = 0, lead = 0, agreement = 0, missing = 0, beyond = 0, unnamed = 0] = values;
  return { runbook, words, meaning, lead, agreement, missing, beyond, unnamed };
}

function standardOf(samples: readonly Sample[]) {
  const mean = SIGNALS.map((name) => samples.reduce((sum, { signals }) => sum + signals[name], 0) / samples.length);
  const spread = SIGNALS.map((name, i) => {
    const squares = samples.reduce((sum, { signals }) => sum + (signals[name] - (mean[i] ?? 0)) ** 2, 0);
    return Math.sqrt(squares / samples.length) || 1;
  });
  return { mean, spread };
}

export function probability({ bias, weights }: Logistic, signals: Signals): number {
  return 1 / (1 + Math.exp(-bias - SIGNALS.reduce((sum, name) => sum + weights[name] * signals[name], 0)));
}

/** The threshold from which this share of the questions without documents is claimed. */
export function thresholdFor(model: Logistic, samples: readonly Sample[], share: number): number {
  const uncovered = samples.filter(({ covered }) => !covered).map(({ signals }) => probability(model, signals));
  return uncovered.sort((a, b) => b - a)[Math.floor(share * uncovered.length)] ?? 1;
}

/** Claims on each family by a model and a threshold that never saw that family. */
export function leaveOneFamilyOut(samples: readonly Sample[], share: number): Map<string, Claims & { n: number }> {
  return new Map(
    [...Map.groupBy(samples, ({ family }) => family)].map(([family, held]) => {
      const others = samples.filter((sample) => sample.family !== family);
      const model = fitLogistic(others);
      return [family, { ...claimsOf(model, held, thresholdFor(model, others, share)), n: held.length / 2 }];
    }),
  );
}

/** Counts of claims above the threshold. */
export function claimsOf(model: Logistic, samples: readonly Sample[], threshold: number): Claims {
  const claimed = samples.filter(({ signals }) => probability(model, signals) > threshold);
  const right = claimed.filter((sample) => sample.right).length;
  const falsely = claimed.filter(({ covered }) => !covered).length;
  return { right, wrong: claimed.length - right - falsely, false: falsely };
}
