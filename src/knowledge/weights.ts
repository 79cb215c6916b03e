/**
 * How much each leg counts in the score of a page. Written by `node bench/retrieval/fit.ts`; do not edit by hand.
 * BM25 legs are divided by the best page's value for the question; cosines are taken as they are.
 */
export const WEIGHTS = {
  fitted: {
    pageWords: 3.5,
    chunkWords: 3.8,
    chunkMeaning: 5.6,
    pageMeaning: 5.2,
    titleMeaning: 1.4,
    titleLetters: 1.9,
  },
  lexical: {
    pageWords: 5.2,
    chunkWords: 4.6,
    chunkMeaning: 0,
    pageMeaning: 0,
    titleMeaning: 0,
    titleLetters: 5.5,
  },
} as const;

/**
 * The logistic behind the probability that the first page is meant for the question, and where its words begin. One half is
 * where 4.5 % of questions whose documents had been taken away were still answered with one.
 */
export const COVERAGE = {
  fitted: {
    bias: -4.643,
    runbook: 1.935,
    words: 1.246,
    meaning: 2.256,
    lead: 4.408,
    agreement: 1.442,
    missing: -3.57,
    beyond: -1.339,
    unnamed: -0.456,
  },
  lexical: {
    bias: -4.021,
    runbook: 1.916,
    words: 2.518,
    meaning: 0,
    lead: 3.297,
    agreement: 1.436,
    missing: -3.524,
    beyond: -1.816,
    unnamed: -0.178,
  },
  from: {
    runbook: 0.8,
    likely: 0.5,
    related: 0.1,
  },
} as const;
