/**
 * How much each leg counts in the score of a page. Written by `node bench/retrieval/fit.ts`; do not edit by hand.
 * BM25 legs are divided by the best page's value for the question; cosines are taken as they are.
 */
export const WEIGHTS = {
  fitted: {
    pageWords: 4.5,
    chunkWords: 2.9,
    chunkMeaning: 3.9,
    pageMeaning: 3.8,
    titleMeaning: 1.4,
    titleLetters: 1.9,
    alertLetters: 1.6,
  },
  lexical: {
    pageWords: 6.1,
    chunkWords: 3.7,
    chunkMeaning: 0,
    pageMeaning: 0,
    titleMeaning: 0,
    titleLetters: 4.6,
    alertLetters: 2.2,
  },
} as const;

/**
 * The logistic behind the probability that the first page is meant for the question, and where its words begin. One half is
 * where 4.5 % of questions whose documents had been taken away were still answered with one.
 */
export const COVERAGE = {
  fitted: {
    bias: -4.3,
    runbook: 1.95,
    words: 1.06,
    meaning: 1.58,
    lead: 4.63,
    agreement: 1.45,
    missing: -5.0,
    beyond: -1.26,
    unnamed: -0.47,
  },
  lexical: {
    bias: -3.66,
    runbook: 1.92,
    words: 1.9,
    meaning: 0,
    lead: 3.24,
    agreement: 1.43,
    missing: -4.65,
    beyond: -1.81,
    unnamed: -0.16,
  },
  from: {
    runbook: 0.8,
    likely: 0.5,
    related: 0.1,
  },
} as const;
