import type { Score } from "./score.ts";

/** What claiming a document from this probability on would have meant for the questions. */
export interface Claims {
  /** Probability from which the first document is claimed to cover the question. */
  from: number;
  /** Questions that a document covers and that got it, claimed. */
  answered: number;
  /** Questions that a document covers and that got another one, claimed. */
  wrong: number;
  /** Questions that no document covers and that got one claimed. */
  false: number;
  /** What the share of false claims may really be, given how few questions there were: the upper end of 95 %. */
  falseAtMost: number;
}

/** Of the questions that no document covers, one in twenty may be answered with one. */
const FALSE_CLAIMS = 0.05;

/**
 * The lowest threshold that keeps false claims to 5 % of the questions that no document covers, halfway between the
 * probabilities on both sides of it; `undefined` when there is no such question to learn from.
 */
export function proposeThreshold(scores: readonly Score[]): Claims | undefined {
  const uncovered = scores.filter(({ expected }) => expected.length === 0).map(({ probability }) => probability);
  if (uncovered.length === 0) return undefined;
  const refused = uncovered.sort((a, b) => b - a)[Math.floor(FALSE_CLAIMS * uncovered.length)] ?? 0;
  const above = scores.map(({ probability }) => probability).filter((probability) => probability > refused);
  return claimsFrom(Math.ceil(500 * (refused + Math.min(1, ...above))) / 1000, scores);
}

export function claimsFrom(from: number, scores: readonly Score[]): Claims {
  const claimed = scores.filter(({ probability }) => probability >= from);
  const uncovered = scores.filter(({ expected }) => expected.length === 0).length;
  const wrongly = claimed.filter(({ expected }) => expected.length === 0).length;
  const answered = claimed.filter(({ rank }) => rank === 1).length;
  return {
    from,
    answered,
    wrong: claimed.length - wrongly - answered,
    false: wrongly,
    falseAtMost: upperEnd(wrongly, uncovered),
  };
}

/** Upper end of the Wilson score interval at 95 % (Wilson 1927). */
function upperEnd(hits: number, n: number): number {
  if (n === 0) return 1;
  const z = 1.96;
  const share = hits / n;
  const spread = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return (share + (z * z) / (2 * n) + spread) / (1 + (z * z) / n);
}
