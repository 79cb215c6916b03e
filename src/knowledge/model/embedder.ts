/** Turns text into vectors of unit length. What is asked and what is stored may need different prefixes. */
export interface Embedder {
  /** Written into the index; vectors of different ids are never compared. */
  readonly id: string;
  readonly dimensions: number;
  embed(texts: readonly string[], role: "question" | "document", signal?: AbortSignal): Promise<Float32Array[]>;
  close(): Promise<void>;
}

/** What the index says when no model was there: the words alone carry the search. */
export const NO_EMBEDDER = "none";
