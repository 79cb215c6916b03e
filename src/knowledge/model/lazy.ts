import type { Embedder } from "./embedder.ts";
import { openLocalModel } from "./local.ts";

/** The model that wrote the index, opened when first needed; without it the words alone are compared. */
export interface LazyModel {
  vectorOf(id: string, text: string, signal?: AbortSignal): Promise<Float32Array | undefined>;
  /** Is it on this machine? */
  has(id: string): boolean;
  close(): Promise<void>;
}

export function lazyModel(modelsDir: string): LazyModel {
  let embedder: Embedder | undefined;
  const open = (id: string) => {
    if (embedder?.id !== id) embedder = openLocalModel(modelsDir, id);
    return embedder;
  };
  return {
    vectorOf: async (id, text, signal) => (await open(id)?.embed([text], "question", signal))?.[0],
    has: (id) => open(id) !== undefined,
    close: async () => embedder?.close(),
  };
}
