import { z } from "zod";
import type { DocumentKind } from "../../core/passage.ts";

/**
 * Changes whenever an index written before must not be read any more: other fields, other chunks, another analysis.
 * It is part of the table's name, so the next ingest builds a new table beside the old one.
 */
export const SCHEMA = 4;

/** A chunk as it is stored: a range of lines of the file, at most about 220 tokens unless one block is longer. */
export const Chunk = z.object({
  /** Heading path below the title. */
  heading: z.string(),
  lines: z.tuple([z.int(), z.int()]),
  /** Of the lines as they are in the file, before redaction. */
  hash: z.string(),
  /** Of a line too long for one chunk, the characters that are this chunk. */
  cut: z.tuple([z.int(), z.int()]).optional(),
  /** Headings without text. */
  bare: z.literal(true).optional(),
});
export type Chunk = z.infer<typeof Chunk>;

/** The text of a chunk, given the lines of its document. */
export function textOf(lines: readonly string[], { lines: [from, to], cut }: Pick<Chunk, "lines" | "cut">): string {
  const text = lines.slice(from - 1, to).join("\n");
  return cut ? text.slice(...cut) : text;
}

/** One document is one row, so replacing a document is one commit and half a document cannot be seen. */
export interface DocumentRow {
  /** Relative to its folder, with `/`. The key. */
  path: string;
  /** SHA-256 of the file. */
  hash: string;
  /** Git commit that has the file like this; `""` outside git or when it was changed since. */
  commit: string;
  kind: DocumentKind;
  title: string;
  /** Those that its front matter or a heading names. */
  alerts: string[];
  services: string[];
  labels: string[];
  /** Open action items, of postmortems. */
  open_actions: number;
  /** The document, redacted line by line; only read for hits, as is the JSON of its `Chunk[]`. */
  text: string;
  chunks: string;
  /** Distinct terms of the document, one per line; `counts` refers to them by position. */
  terms: string;
  /** See forward.ts. */
  counts: Uint8Array;
  /** int8 vectors of unit length times 127 over their largest component: the title's, then one per chunk. Empty without a model. */
  vectors: Uint8Array;
}

/** The one row that says what the index is. It is written last, so it never promises what is not there. */
export const IndexState = z.object({
  schema: z.int(),
  /** Name of the table that readers use. */
  table: z.string(),
  /** Id of the embedder that made the vectors; `"none"` without a model. */
  embedder: z.string(),
  dimensions: z.int(),
  /** Absolute paths of the folders, first wins. */
  folders: z.array(z.string()),
  /** Beginning of the last complete run, RFC 3339: what was written since, it may not have seen. `""` as below. */
  startedAt: z.string().default(""),
  /** End of the last complete run, RFC 3339; `""` while the first one is under way. */
  indexedAt: z.string(),
});
export type IndexState = z.infer<typeof IndexState>;

/** Rows of different embedders live in different tables: vectors of two models are never compared. */
export function tableOf(embedder: string): string {
  return `documents_v${SCHEMA}_${embedder.replace(/[^A-Za-z0-9.-]+/g, "-")}`;
}
