/** An inverted index in typed arrays: 5 bytes per posting, so that millions of them fit in memory and load at once. */
export interface Postings {
  /** Postings of term t are at `starts[t]` to `starts[t + 1]`. */
  starts: Uint32Array;
  items: Uint32Array;
  counts: Uint8Array;
  /** Terms per item, repeats counted. */
  lengths: Float32Array;
  averageLength: number;
}

/** How soon repeats of a word tell nothing new, and how much a long item is held against it. */
export interface Saturation {
  k1: number;
  b: number;
}

/** Collects postings item by item, in the order of items. */
export class PostingsBuilder {
  private terms = new Uint32Array(1 << 16);
  private items = new Uint32Array(1 << 16);
  private counts = new Uint8Array(1 << 16);
  private size = 0;
  private readonly lengths: number[] = [];

  /** Adds the next item. */
  add(terms: Iterable<readonly [term: number, count: number]>): void {
    let length = 0;
    for (const [term, count] of terms) {
      if (this.size === this.terms.length) this.grow();
      this.terms[this.size] = term;
      this.items[this.size] = this.lengths.length;
      this.counts[this.size++] = Math.min(255, count);
      length += count;
    }
    this.lengths.push(length);
  }

  /** Sorted by term with a counting sort, which keeps the order of items inside a term. */
  build(termCount: number): Postings {
    const { size } = this;
    const starts = new Uint32Array(termCount + 2);
    for (let i = 0; i < size; i++) bump(starts, (this.terms[i] ?? 0) + 2);
    for (let t = 1; t < starts.length; t++) starts[t] = (starts[t] ?? 0) + (starts[t - 1] ?? 0);
    const items = new Uint32Array(size);
    const counts = new Uint8Array(size);
    for (let i = 0; i < size; i++) {
      const at = bump(starts, (this.terms[i] ?? 0) + 1);
      items[at] = this.items[i] ?? 0;
      counts[at] = this.counts[i] ?? 0;
    }
    const lengths = Float32Array.from(this.lengths);
    const total = this.lengths.reduce((sum, length) => sum + length, 0);
    return {
      starts: starts.subarray(0, termCount + 1),
      items,
      counts,
      lengths,
      averageLength: total / (lengths.length || 1),
    };
  }

  private grow(): void {
    const [terms, items, counts] = [this.terms, this.items, this.counts];
    this.terms = new Uint32Array(terms.length * 2);
    this.items = new Uint32Array(terms.length * 2);
    this.counts = new Uint8Array(terms.length * 2);
    this.terms.set(terms);
    this.items.set(items);
    this.counts.set(counts);
  }
}

function bump(array: Uint32Array, at: number): number {
  const before = array[at] ?? 0;
  array[at] = before + 1;
  return before;
}

/** In how many items the term is. */
export function documentFrequency({ starts }: Postings, term: number): number {
  return (starts[term + 1] ?? 0) - (starts[term] ?? 0);
}

/** The items that have the term, in order. */
export function itemsOf({ starts, items }: Postings, term: number): Uint32Array {
  return items.subarray(starts[term] ?? 0, starts[term + 1] ?? 0);
}

/** How much a term tells: the idf of BM25 as Lucene writes it, never negative. */
export function idf(postings: Postings, term: number): number {
  const found = documentFrequency(postings, term);
  return Math.log(1 + (postings.lengths.length - found + 0.5) / (found + 0.5));
}

/** The idf of a term that no item has. */
export function rarest({ lengths }: Postings): number {
  return Math.log(2 + 2 * lengths.length);
}

/** BM25 of every item (Robertson and Zaragoza 2009, section 3.2) for weighted query terms. */
export function bm25(postings: Postings, query: ReadonlyMap<number, number>, { k1, b }: Saturation): Float32Array {
  const { starts, items, counts, lengths, averageLength } = postings;
  const scores = new Float32Array(lengths.length);
  for (const [term, weight] of query) {
    const gain = weight * idf(postings, term) * (k1 + 1);
    const end = starts[term + 1] ?? 0;
    for (let i = starts[term] ?? 0; i < end; i++) {
      const item = items[i] ?? 0;
      const count = counts[i] ?? 0;
      const norm = k1 * (1 - b + (b * (lengths[item] ?? 0)) / averageLength);
      scores[item] = (scores[item] ?? 0) + (gain * count) / (count + norm);
    }
  }
  return scores;
}

/** How often the item has the term. Items of a term are in order. */
export function countOf({ starts, items, counts }: Postings, term: number, item: number): number {
  let low = starts[term] ?? 0;
  let high = (starts[term + 1] ?? 0) - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = items[middle] ?? 0;
    if (found === item) return counts[middle] ?? 0;
    if (found < item) low = middle + 1;
    else high = middle - 1;
  }
  return 0;
}
