import { spacedWords } from "../words/analyze.ts";

const SIZE = 3;
/** Names that are less alike share a syllable by chance. */
const LEAST = 0.05;

/** Character n-grams of short names, weighted by tf-idf: finds a name through typing errors, joined words and endings. */
export interface Grams {
  ids: Map<string, number>;
  idf: Float32Array;
  /** Postings of gram g at `starts[g]` to `starts[g + 1]`; weights are of unit length per name. */
  starts: Uint32Array;
  names: Uint32Array;
  weights: Float32Array;
}

function gramsOf(name: string): Map<string, number> {
  const counts = new Map<string, number>();
  const text = spacedWords(name);
  for (let i = 0; i + SIZE <= text.length; i++) {
    const gram = text.slice(i, i + SIZE);
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return counts;
}

export function indexGrams(names: readonly string[]): Grams {
  const ids = new Map<string, number>();
  const found: number[] = [];
  const counted = names.map((name) =>
    [...gramsOf(name)].map(([gram, count]) => {
      const id = ids.get(gram) ?? ids.size;
      ids.set(gram, id);
      found[id] = (found[id] ?? 0) + 1;
      return { id, count };
    }),
  );
  const idf = Float32Array.from(found, (n) => Math.log((names.length + 1) / n));
  const starts = new Uint32Array(ids.size + 1);
  found.forEach((n, id) => {
    starts[id + 1] = (starts[id] ?? 0) + n;
  });
  const next = starts.slice();
  const postings = { names: new Uint32Array(starts.at(-1) ?? 0), weights: new Float32Array(starts.at(-1) ?? 0) };
  counted.forEach((grams, name) => {
    for (const { id, weight } of unit(grams, idf)) {
      const at = next[id] ?? 0;
      next[id] = at + 1;
      postings.names[at] = name;
      postings.weights[at] = weight;
    }
  });
  return { ids, idf, starts, ...postings };
}

/** Cosine of the query with every name; 0 for those that only share a syllable. */
export function gramCosines(grams: Grams, query: string, names: number): Float32Array {
  const scores = new Float32Array(names);
  const known = [...gramsOf(query)].map(([gram, count]) => ({ id: grams.ids.get(gram) ?? -1, count }));
  for (const { id, weight } of unit(known, grams.idf)) {
    const end = grams.starts[id + 1] ?? 0;
    for (let i = grams.starts[id] ?? end; i < end; i++) {
      const name = grams.names[i] ?? 0;
      scores[name] = (scores[name] ?? 0) + weight * (grams.weights[i] ?? 0);
    }
  }
  return scores.map((score) => (score < LEAST ? 0 : score));
}

/** tf-idf weights of unit length. A gram that no name has still counts towards the length. */
function unit(grams: readonly { id: number; count: number }[], idf: Float32Array): { id: number; weight: number }[] {
  const rarest = Math.log(idf.length + 1);
  const weighted = grams.map(({ id, count }) => ({ id, weight: (1 + Math.log(count)) * (idf[id] ?? rarest) }));
  const length = Math.hypot(...weighted.map(({ weight }) => weight)) || 1;
  return weighted.map(({ id, weight }) => ({ id, weight: weight / length }));
}
