import type { Caller } from "./caller.ts";
import type { ToolInfo } from "./tool.ts";

/** One tool call, from any front, on its way through governance. */
export interface Call {
  tool: ToolInfo;
  input: unknown;
  caller: Caller;
  signal: AbortSignal;
}

/** The same facts twice: structured, and as text. */
export interface Result {
  data: Record<string, unknown>;
  text: string;
}

export type Handle = (call: Call) => Promise<Result>;
