import type { Table } from "@lancedb/lancedb";
import { z } from "zod";
import { linesOf } from "../files/lines.ts";
import { Chunk } from "./record.ts";
import { quoted } from "./store.ts";

/** The redacted lines of a document and its chunks. */
export interface Text {
  lines: string[];
  chunks: Chunk[];
}

const Row = z.object({
  path: z.string(),
  text: z.string(),
  chunks: z.string().transform((json) => z.array(Chunk).parse(JSON.parse(json))),
});

/** The texts of documents, by path. One that is not there is left out. */
export async function readTexts(table: Table, paths: readonly string[]): Promise<Map<string, Text>> {
  if (paths.length === 0) return new Map();
  const rows = await table
    .query()
    .where(`path IN (${paths.map(quoted).join(", ")})`)
    .select(["path", "text", "chunks"])
    .toArray();
  return new Map(
    rows
      .map((row) => Row.parse(row.toJSON()))
      .map(({ path, text, chunks }) => [path, { lines: linesOf(text), chunks }]),
  );
}

/** Paths of documents that have a chunk with this hash, at most `limit`. */
export async function pathsOfHash(table: Table, hash: string, limit: number): Promise<string[]> {
  const rows = await table
    .query()
    .where(`chunks LIKE ${quoted(`%"${hash}"%`)}`)
    .select(["path"])
    .limit(limit)
    .toArray();
  return rows.map((row) => String(row.path));
}
