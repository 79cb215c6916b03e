/**
 * How much each leg counts in the score of a page. Written by `node bench/retrieval/fit.ts`; do not edit by hand.
 * BM25 legs are divided by the best page's value for the question; cosines are taken as they are.
 */
export const WEIGHTS = {
  fitted: {
    pageWords: 4.6,
    chunkWords: 2.9,
    chunkMeaning: 4,
    pageMeaning: 3.9,
    titleMeaning: 1.5,
    titleLetters: 1.9,
    alertLetters: 1.6,
  },
  lexical: {
    pageWords: 6.1,
    chunkWords: 3.7,
    chunkMeaning: 0,
    pageMeaning: 0,
    titleMeaning: 0,
    titleLetters: 4.7,
    alertLetters: 2.2,
  },
} as const;

/**
 * The logistic behind the probability that the first page is meant for the question, and where its words begin. One half is
 * where 4 % of questions whose documents had been taken away were still answered with one, each judged without its kin.
 */
export const COVERAGE = {
  fitted: {
    bias: -7.21,
    runbook: 3.43,
    words: 1.49,
    meaning: 2.36,
    lead: 4.32,
    agreement: 1.72,
    missing: -5.75,
    beyond: -1.31,
    said: 0.37,
  },
  lexical: {
    bias: -6.16,
    runbook: 3.38,
    words: 2.41,
    meaning: 0,
    lead: 4.37,
    agreement: 1.58,
    missing: -5.8,
    beyond: -1.86,
    said: 0.29,
  },
  from: {
    runbook: 0.8,
    likely: 0.5,
    related: 0.1,
  },
} as const;
