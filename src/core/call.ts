import type { Caller } from "./caller.ts";

/** One tool call, from any front, on its way through governance. */
export interface Call {
  /** As the caller wrote it: it may name nothing. */
  tool: string;
  input: unknown;
  caller: Caller;
  signal: AbortSignal;
  /** Told how far a long call is, one line each time. */
  progress?: ((line: string) => void) | undefined;
}

/** The same facts twice: structured, and as text. */
export interface Result {
  data: Record<string, unknown>;
  text: string;
}

export type Handle = (call: Call) => Promise<Result>;
