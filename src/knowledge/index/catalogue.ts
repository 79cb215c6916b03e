import { setImmediate } from "node:timers/promises";
import type { Table } from "@lancedb/lancedb";
import { z } from "zod";
import { DocumentKind } from "../../core/passage.ts";
import { whole } from "../words/analyze.ts";
import { readForward, stemOf } from "./forward.ts";
import { type Grams, indexGrams } from "./grams.ts";
import { type Postings, PostingsBuilder } from "./postings.ts";
import { meanDirection, type Vectors, vectorsOf } from "./vectors.ts";

/** What is known of a document without reading its text. */
export const Page = z.object({
  path: z.string(),
  hash: z.string(),
  commit: z.string(),
  kind: DocumentKind,
  title: z.string(),
  alerts: z.array(z.string()),
  services: z.array(z.string()),
  labels: z.array(z.string()),
  open_actions: z.number(),
});
export type Page = z.infer<typeof Page>;

/** Everything that ranking needs, in memory: about 2 KB per chunk with vectors, no text. */
export interface Catalogue {
  pages: Page[];
  /** Chunks of page p are `firstChunk[p]` to `firstChunk[p + 1]`. */
  firstChunk: Uint32Array;
  terms: Map<string, number>;
  pageTerms: Postings;
  chunkTerms: Postings;
  /** Terms of the headings above each chunk. */
  headingTerms: Postings;
  titleTerms: readonly ReadonlySet<number>[];
  titleGrams: Grams;
  /** The alerts that pages name; those of page p are `firstAlert[p]` to `firstAlert[p + 1]`. */
  alertGrams: Grams;
  firstAlert: Uint32Array;
  /** Pages by the identifiers they are about, spelled as `whole` does: their title, file name and alerts. */
  keys: ReadonlyMap<string, readonly KeyedPage[]>;
  /** Absent when the index was written without a model. */
  vectors?: { chunks: Vectors; pages: Vectors; titles: Vectors };
}

export interface KeyedPage {
  page: number;
  /** 1 for title or file name, less for an alert that the page names among others. */
  strength: number;
}

/** An alert in the front matter or a heading: the page covers it, perhaps beside others. */
const NAMED = 0.8;
/** The title says what a page is for: in the page it counts like this many mentions. */
const TITLE_WEIGHT = 4;
/** Rows between two pauses, so that a server goes on answering while it loads. */
const SLICE = 50;

/** Lists come out of Arrow as vectors. */
const List = z.custom<Iterable<string>>(isIterable).transform((vector) => [...vector]);
const Row = Page.extend({
  alerts: List,
  services: List,
  labels: List,
  terms: z.string(),
  counts: z.instanceof(Uint8Array),
  vectors: z.instanceof(Uint8Array),
});
type Row = z.infer<typeof Row>;

/** Reads the index into memory: about 1 s for 75,000 chunks, in slices. */
export async function loadCatalogue(table: Pick<Table, "query">, dimensions: number): Promise<Catalogue> {
  const build = new CatalogueBuilder(dimensions);
  let rows = 0;
  for await (const batch of table.query().select(Object.keys(Row.shape))) {
    for (const row of batch) {
      build.add(Row.parse(row.toJSON()));
      if (++rows % SLICE === 0) await setImmediate();
    }
  }
  return build.finish();
}

class CatalogueBuilder {
  private readonly pages: Page[] = [];
  private readonly firstChunk = [0];
  private readonly firstAlert = [0];
  private readonly terms = new Map<string, number>();
  private readonly pageTerms = new PostingsBuilder();
  private readonly chunkTerms = new PostingsBuilder();
  private readonly headingTerms = new PostingsBuilder();
  private readonly titleTerms: Set<number>[] = [];
  private readonly vectors: Uint8Array[] = [];

  private readonly dimensions: number;

  constructor(dimensions: number) {
    this.dimensions = dimensions;
  }

  add({ terms, counts, vectors, ...page }: Row): void {
    const ids = terms.split("\n").map((term) => this.idOf(term));
    const parts = partsOf(counts, ids);
    const [title = new Map<number, number>(), ...rest] = parts;
    const whole = new Map([...title].map(([id, count]) => [id, count * TITLE_WEIGHT]));
    for (let i = 0; i < rest.length; i += 2) {
      const chunk = new Map(title);
      for (const part of rest.slice(i, i + 2)) addCounts(chunk, part);
      this.chunkTerms.add(chunk);
      this.headingTerms.add(rest[i] ?? []);
      addCounts(whole, rest[i + 1] ?? new Map());
    }
    this.pageTerms.add(whole);
    this.pages.push(page);
    this.titleTerms.push(new Set(title.keys()));
    this.firstChunk.push((this.firstChunk.at(-1) ?? 0) + rest.length / 2);
    this.firstAlert.push((this.firstAlert.at(-1) ?? 0) + page.alerts.length);
    this.vectors.push(vectors);
  }

  finish(): Catalogue {
    const firstChunk = Uint32Array.from(this.firstChunk);
    return {
      pages: this.pages,
      firstChunk,
      terms: this.terms,
      pageTerms: this.pageTerms.build(this.terms.size),
      chunkTerms: this.chunkTerms.build(this.terms.size),
      headingTerms: this.headingTerms.build(this.terms.size),
      titleTerms: this.titleTerms,
      titleGrams: indexGrams(this.pages.map(({ title, path }) => `${title} ${stemOf(path)}`)),
      alertGrams: indexGrams(this.pages.flatMap(({ alerts }) => alerts)),
      firstAlert: Uint32Array.from(this.firstAlert),
      keys: keysOf(this.pages),
      ...(this.dimensions > 0 && { vectors: joinVectors(this.vectors, firstChunk, this.dimensions) }),
    };
  }

  private idOf(term: string): number {
    const known = this.terms.get(term);
    if (known !== undefined) return known;
    this.terms.set(term, this.terms.size);
    return this.terms.size - 1;
  }
}

function partsOf(counts: Uint8Array, ids: readonly number[]): Map<number, number>[] {
  const parts: Map<number, number>[] = [];
  readForward(counts, {
    part: () => parts.push(new Map()),
    term: (term, count) => parts.at(-1)?.set(ids[term] ?? 0, count),
  });
  return parts;
}

function addCounts(into: Map<number, number>, counts: ReadonlyMap<number, number>): void {
  for (const [id, count] of counts) into.set(id, (into.get(id) ?? 0) + count);
}

function keysOf(pages: readonly Page[]): Map<string, KeyedPage[]> {
  const keys = new Map<string, KeyedPage[]>();
  pages.forEach(({ title, path, alerts }, page) => {
    const strengths = new Map(alerts.map((alert) => [whole(alert), NAMED]));
    for (const name of [title, stemOf(path)]) strengths.set(whole(name), 1);
    for (const [key, strength] of strengths) {
      const pagesOfKey = keys.get(key) ?? [];
      keys.set(key, pagesOfKey);
      pagesOfKey.push({ page, strength });
    }
  });
  return keys;
}

/** Stored per page as title, chunk, chunk …; here titles, chunks and the pages' means apart. */
function joinVectors(stored: readonly Uint8Array[], firstChunk: Uint32Array, dimensions: number) {
  const titles = new Int8Array(stored.length * dimensions);
  const chunks = new Int8Array((firstChunk.at(-1) ?? 0) * dimensions);
  stored.forEach((bytes, page) => {
    const values = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
    titles.set(values.subarray(0, dimensions), page * dimensions);
    chunks.set(values.subarray(dimensions), (firstChunk[page] ?? 0) * dimensions);
  });
  const rows = vectorsOf(chunks, dimensions);
  const means = new Int8Array(titles.length);
  for (let page = 0; page < stored.length; page++) {
    const into = means.subarray(page * dimensions, (page + 1) * dimensions);
    meanDirection(rows, firstChunk[page] ?? 0, firstChunk[page + 1] ?? 0, into);
  }
  return { chunks: rows, pages: vectorsOf(means, dimensions), titles: vectorsOf(titles, dimensions) };
}

function isIterable(value: unknown): boolean {
  return typeof value === "object" && value !== null && Symbol.iterator in value;
}
