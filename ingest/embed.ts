import type { DocumentRow } from "../src/knowledge/index/record.ts";
import { quantise } from "../src/knowledge/index/vectors.ts";
import type { Embedder } from "../src/knowledge/model/embedder.ts";
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
