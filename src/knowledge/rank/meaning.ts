import type { Catalogue } from "../index/catalogue.ts";
import { apartFrom, centredCosines, type Vectors } from "../index/vectors.ts";

/** What a model thinks of each page: of its best sections, of the whole, of its title. */
export interface Meaning {
  chunkMeaning: Float32Array;
  pageMeaning: Float32Array;
  titleMeaning: Float32Array;
  /** Per chunk; 0 in pages that were not looked at closely. */
  chunks: Float32Array;
}

interface Comparison {
  /** Of unit length. */
  query: Float32Array;
  /** How many words it has; an identifier is one. */
  said: number;
  /** What the other legs think of a page. */
  promising: (page: number) => number;
}

/** Chunks are compared one by one only in the pages that the other legs like: with 100 of 5,000 the first ten are the same. */
const CLOSE_LOOK = 150;

/** Sections that speak for a page: a sentence is answered in one; a name says so little that one alone comes near it by chance. */
const SPEAKING = { name: 3, sentence: 1 };

/** Cosines of the query with pages and titles, and with the chunks of the pages that are most `promising` beside. */
export function meaningOf(
  { pages: { length }, firstChunk }: Catalogue,
  vectors: { chunks: Vectors; pages: Vectors; titles: Vectors },
  { query, said, promising }: Comparison,
): Meaning {
  const apart = apartFrom(vectors.titles, query);
  const ofPage = centredCosines(vectors.pages, apart);
  const ofTitle = centredCosines(vectors.titles, apart);
  const ofChunk = centredCosines(vectors.chunks, apart);
  const meaning: Meaning = {
    chunkMeaning: new Float32Array(length),
    pageMeaning: new Float32Array(length),
    titleMeaning: new Float32Array(length),
    chunks: new Float32Array(firstChunk.at(-1) ?? 0),
  };
  const promise = new Float32Array(length);
  for (let page = 0; page < length; page++) {
    meaning.pageMeaning[page] = ofPage(page);
    meaning.titleMeaning[page] = ofTitle(page);
    promise[page] = Math.max(0, meaning.pageMeaning[page] ?? 0) + promising(page);
  }
  for (const page of bestOf(promise, CLOSE_LOOK)) {
    const [from, to] = [firstChunk[page] ?? 0, firstChunk[page + 1] ?? 0];
    for (let chunk = from; chunk < to; chunk++) meaning.chunks[chunk] = ofChunk(chunk);
    meaning.chunkMeaning[page] = meanOfBest(meaning.chunks.slice(from, to), SPEAKING[said === 1 ? "name" : "sentence"]);
  }
  return meaning;
}

function meanOfBest(values: Float32Array, n: number): number {
  const best = values.sort().subarray(-n);
  return best.reduce((sum, value) => sum + value, 0) / (best.length || 1);
}

/** Indices of the `n` largest values above 0, best first. */
export function bestOf(values: Float32Array, n: number): number[] {
  const floor = n < values.length ? (values.slice().sort().at(-n) ?? 0) : 0;
  const best: number[] = [];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    if (value > 0 && value >= floor) best.push(i);
  }
  return best.sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b).slice(0, n);
}
