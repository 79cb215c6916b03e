import { type Logistic, probabilityBy, SIGNALS } from "../../src/knowledge/rank/coverage.ts";
import type { Among, Sample } from "./coverage-samples.ts";
import { dot, minimise } from "./optimise.ts";

/** What a threshold would have meant: shares of the questions asked with their documents, and of those without their family. */
export interface Claims {
  /** How many questions were asked with their documents. */
  n: number;
  right: number;
  wrong: number;
  false: number;
}

/** Signals have different ranges; the ridge is on weights of standardised ones. */
const RIDGE = 0.01;

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

/** Every family judged by a logistic that saw neither its questions nor its documents. */
export function leaveOneFamilyOut(samples: readonly Sample[]): Judged[] {
  return [...Map.groupBy(samples, ({ family }) => family)].flatMap(([family, held]) =>
    judged(fitLogistic(samples.filter((sample) => sample.family !== family && sample.team !== family)), held),
  );
}

/** The probability above which no more than this share of the questions without their family is claimed, whatever pages are asked. */
export function thresholdFor(samples: readonly Judged[], share: number): number {
  const uncovered = samples.filter(({ without }) => without === "family");
  const byPages = Map.groupBy(uncovered, ({ among }) => among);
  return Math.max(...[...byPages.values()].map((asked) => highest(asked, share)));
}

function highest(samples: readonly Judged[], share: number): number {
  const probabilities = samples.map(({ probability }) => probability).sort((a, b) => b - a);
  return probabilities[Math.floor(share * probabilities.length)] ?? 0;
}

export function claimsOf(samples: readonly Judged[], isClaimed: (sample: Judged) => boolean): Claims {
  const covered = samples.filter(({ without }) => without === "nothing");
  const uncovered = samples.filter(({ without }) => without === "family");
  const share = (of: readonly Judged[], right: boolean) =>
    of.filter((sample) => sample.right === right && isClaimed(sample)).length / (of.length || 1);
  return {
    n: covered.length,
    right: share(covered, true),
    wrong: share(covered, false),
    false: share(uncovered, false),
  };
}

/** Claims above a threshold that was set on the other families, by probabilities from logistics that never saw the one judged. */
export function claimsAmong(leftOut: readonly Judged[], among: Among, share: number): Map<string, Claims> {
  const families = [...new Set(leftOut.map(({ family }) => family))];
  const others = (family: string) => leftOut.filter((sample) => sample.family !== family);
  const thresholds = new Map(families.map((family) => [family, thresholdFor(others(family), share)]));
  const isClaimed = ({ family, probability }: Judged) => probability > (thresholds.get(family) ?? 1);
  const asked = leftOut.filter((sample) => sample.among === among);
  return new Map([
    ["all families", claimsOf(asked, isClaimed)],
    ...families.map((family): [string, Claims] => [
      family,
      claimsOf(
        asked.filter((sample) => sample.family === family),
        isClaimed,
      ),
    ]),
  ]);
}
