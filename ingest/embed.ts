import type { Embedder } from "../src/knowledge/embedder.ts";
import type { DocumentRow } from "../src/knowledge/record.ts";
import { quantise } from "../src/knowledge/vectors.ts";
import type { Document } from "./document.ts";

/** The documents with their vectors. Without a model, without vectors. */
export async function embed(
  documents: readonly Document[],
  embedder: Embedder | undefined,
  signal: AbortSignal,
): Promise<DocumentRow[]> {
  if (!embedder) return documents.map(({ row }) => ({ ...row, vectors: new Uint8Array() }));
  const texts = documents.flatMap((document) => document.texts);
  const vectors = await embedder.embed(texts, "document", signal);
  let next = 0;
  return documents.map(({ row, texts }) => {
    const from = next;
    next += texts.length;
    return { ...row, vectors: quantise(vectors.slice(from, next)) };
  });
}
