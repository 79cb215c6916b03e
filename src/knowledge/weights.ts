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
    titleLetters: 1.8,
    alertLetters: 2,
  },
  lexical: {
    pageWords: 6.2,
    chunkWords: 3.5,
    chunkMeaning: 0,
    pageMeaning: 0,
    titleMeaning: 0,
    titleLetters: 4.7,
    alertLetters: 2.6,
  },
} as const;

/**
 * The logistic behind the probability that the first page is meant for the question, and where its words begin. One half is
 * where 3 % of questions whose family of documents had been taken away were still answered with one, each judged
 * without its kin.
 */
export const COVERAGE = {
  fitted: {
    bias: -6.95,
    runbook: 2.94,
    words: 1.34,
    meaning: 2.51,
    lead: 3.75,
    agreement: 1.81,
    missing: -5.89,
    beyond: -1.31,
    said: 0.33,
  },
  lexical: {
    bias: -6.45,
    runbook: 2.91,
    words: 2,
    meaning: 0,
    lead: 3.77,
    agreement: 2.16,
    missing: -5.98,
    beyond: -1.56,
    said: 0.33,
  },
  from: {
    runbook: 0.8,
    likely: 0.5,
    related: 0.1,
  },
} as const;
