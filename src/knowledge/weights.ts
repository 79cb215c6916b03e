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
    pageWords: 5.3,
    chunkWords: 4.6,
    chunkMeaning: 0,
    pageMeaning: 0,
    titleMeaning: 0,
    titleLetters: 5.6,
  },
} as const;

/**
 * The logistic behind the probability that the first page is meant for the question, and where its words begin. One half is
 * where 4.5 % of questions whose documents had been taken away were still answered with one.
 */
export const COVERAGE = {
  fitted: {
    bias: -4.544,
    runbook: 1.937,
    words: 1.457,
    meaning: 1.947,
    lead: 3.323,
    agreement: 1.792,
    missing: -3.665,
    beyond: -1.295,
    unnamed: -0.53,
  },
  lexical: {
    bias: -3.982,
    runbook: 1.991,
    words: 2.528,
    meaning: 0,
    lead: 2.532,
    agreement: 1.572,
    missing: -3.71,
    beyond: -1.689,
    unnamed: -0.148,
  },
  from: {
    runbook: 0.8,
    likely: 0.5,
    related: 0.1,
  },
} as const;
