/**
 * How much each leg counts in the score of a page. Written by `node bench/retrieval/fit.ts`; do not edit by hand.
 * BM25 legs are divided by the best page's value for the question; cosines are taken as they are.
 */
export const WEIGHTS = {
  fitted: {
    pageWords: 4.9,
    chunkWords: 2.9,
    chunkMeaning: 4,
    pageMeaning: 3.9,
    titleMeaning: 1.5,
    titleLetters: 1.7,
    alertLetters: 2.1,
  },
  lexical: {
    pageWords: 6.2,
    chunkWords: 3.5,
    chunkMeaning: 0,
    pageMeaning: 0,
    titleMeaning: 0,
    titleLetters: 4.6,
    alertLetters: 2.8,
  },
} as const;

/**
 * The logistic behind the probability that the first page is meant for the question, and where its words begin. One half is
 * where 3.5 % of questions whose family of documents had been taken away were still answered with one, each judged
 * without its kin.
 */
export const COVERAGE = {
  fitted: {
    bias: -7.29,
    runbook: 2.95,
    words: 1.68,
    meaning: 3.02,
    lead: 3.72,
    agreement: 1.85,
    missing: -1.53,
    beyond: -1.6,
    said: 0.29,
  },
  lexical: {
    bias: -6.55,
    runbook: 2.96,
    words: 2.45,
    meaning: 0,
    lead: 3.65,
    agreement: 2,
    missing: -1.85,
    beyond: -1.79,
    said: 0.31,
  },
  from: {
    runbook: 0.8,
    likely: 0.5,
    related: 0.1,
  },
} as const;
