import { analyze, plainText } from "../words/analyze.ts";

/** How often each term of a document is in each of its parts: the title, then heading and body of every chunk. */
export interface Forward {
  /** Distinct terms, one per line. */
  terms: string;
  /** Per part: number n, then n times `term << 8 | count`, as little-endian 32-bit words. */
  counts: Uint8Array;
}

interface Section {
  heading: string;
  text: string;
}

/** A count is kept in 8 bits: BM25 is flat long before. */
const MAX_COUNT = 255;

/** The last name of a path without its extension, which often is the name of an alert. */
export function stemOf(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1).replace(/\.(?:md|markdown|mdx)$/i, "");
  // A page called README is about its folder.
  return /^(?:readme|index|_index)$/i.test(name) ? (path.split("/").at(-2) ?? name) : name;
}

/** The analysed document, so that no text is analysed again when a process opens the index. */
export function forwardOf(path: string, title: string, chunks: readonly Section[]): Forward {
  const ids = new Map<string, number>();
  const words: number[] = [];
  const put = (text: string) => {
    const counts = new Map<number, number>();
    for (const term of analyze(text)) {
      const id = ids.get(term) ?? ids.size;
      ids.set(term, id);
      counts.set(id, Math.min(MAX_COUNT, (counts.get(id) ?? 0) + 1));
    }
    words.push(counts.size);
    for (const [id, count] of counts) words.push((id << 8) | count);
  };
  put(`${title} ${stemOf(path)}`);
  for (const chunk of chunks) {
    put(chunk.heading);
    put(plainText(chunk.text));
  }
  return { terms: [...ids.keys()].join("\n"), counts: new Uint8Array(Uint32Array.from(words).buffer) };
}

/** Walks what `forwardOf` wrote: `part` at the start of each part, then `term` (its position in `terms`) with its count. */
export function readForward(
  counts: Uint8Array,
  visit: { part(): void; term(term: number, count: number): void },
): void {
  const words = new Uint32Array(counts.slice().buffer);
  for (let at = 0; at < words.length; ) {
    const end = at + 1 + (words[at] ?? 0);
    visit.part();
    for (at++; at < end; at++) {
      const word = words[at] ?? 0;
      visit.term(word >>> 8, word & 0xff);
    }
  }
}
