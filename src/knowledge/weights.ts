/**
 * How much each leg counts in the score of a page. Written by `npm run bench:retrieval -- --fit`; do not edit by hand.
 * BM25 legs are divided by the best page's value for the query; cosines are taken as they are.
 */
export const WEIGHTS = {
  withModel: { pageWords: 3.3, chunkWords: 3.0, chunkMeaning: 5.8, pageMeaning: 4.8, titleMeaning: 1.6, titleLetters: 2.0 },
  lexical: { pageWords: 5.0, chunkWords: 3.5, chunkMeaning: 0, pageMeaning: 0, titleMeaning: 0, titleLetters: 5.0 },
} as const;
