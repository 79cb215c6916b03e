/**
 * How much each leg counts in the score of a page. Written by `node bench/retrieval/fit.ts`; do not edit by hand.
 * BM25 legs are divided by the best page's value for the question; cosines are taken as they are.
 */
export const WEIGHTS = {
  fitted: {
    pageWords: 3.3,
    chunkWords: 3.0,
    chunkMeaning: 5.8,
    pageMeaning: 4.8,
    titleMeaning: 1.6,
    titleLetters: 2.0,
  },
  lexical: { pageWords: 5.0, chunkWords: 3.5, chunkMeaning: 0, pageMeaning: 0, titleMeaning: 0, titleLetters: 5.0 },
} as const;

/** The logistic behind the probability that the first page is meant for the question, and where its words begin. */
export const COVERAGE = {
  fitted: { bias: -6, runbook: 2, words: 3, meaning: 2, lead: 4, agreement: 2, missing: -8, beyond: -2, unnamed: -1 },
  lexical: { bias: -6, runbook: 2, words: 4, meaning: 0, lead: 4, agreement: 2, missing: -8, beyond: -2, unnamed: -1 },
  from: { runbook: 0.8, likely: 0.5, related: 0.15 },
} as const;
