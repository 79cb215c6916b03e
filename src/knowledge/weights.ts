/**
 * How much each leg counts in the score of a page. Written by `node bench/retrieval/fit.ts`; do not edit by hand.
 * BM25 legs are divided by the best page's value for the question; cosines are taken as they are.
 */
export const WEIGHTS = {
  fitted: {
    pageWords: 4.8,
    chunkWords: 2.9,
    chunkMeaning: 4,
    pageMeaning: 3.9,
    titleMeaning: 1.4,
    titleLetters: 1.9,
    alertLetters: 1.9,
  },
  lexical: {
    pageWords: 6.2,
    chunkWords: 3.4,
    chunkMeaning: 0,
    pageMeaning: 0,
    titleMeaning: 0,
    titleLetters: 4.7,
    alertLetters: 2.6,
  },
} as const;

/**
 * The logistic behind the probability that the first page is meant for the question, and where its words begin. One half is
 * where 4 % of questions whose family of documents had been taken away were still answered with one, each judged
 * without its kin.
 */
export const COVERAGE = {
  fitted: {
    bias: -6.68,
    runbook: 2.91,
    words: 1.3,
    meaning: 2.48,
    lead: 3.88,
    agreement: 1.74,
    missing: -6.38,
    beyond: -1.24,
    said: 0.31,
  },
  lexical: {
    bias: -5.99,
    runbook: 2.89,
    words: 1.84,
    meaning: 0,
    lead: 4,
    agreement: 2.08,
    missing: -6.61,
    beyond: -1.49,
    said: 0.3,
  },
  from: {
    runbook: 0.8,
    likely: 0.5,
    related: 0.1,
  },
} as const;
