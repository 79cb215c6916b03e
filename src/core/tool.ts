import type { z } from "zod";
import type { Caller } from "./caller.ts";
import type { Connection } from "./source.ts";

/** Something a handler may need, by name; `Reader` is a type only. */
export interface Need<Reader> {
  name: string;
  connect(config: never, env: never): Promise<Reader | undefined>;
}
type Needs = Record<string, Need<unknown>>;
type Readers<N extends Needs> = { [K in keyof N]: N[K] extends Need<infer Reader> ? Reader : never };

/** What every handler gets, beside the readers that it asked for in `needs`. */
export interface ToolContext {
  caller: Caller;
  signal: AbortSignal;
  /** RFC 3339; the capture's time when one is replayed. */
  now: string;
  /** Every source, configured or not, for tools that join several; they and the readers keep the call's deadline. */
  connections: readonly Connection[];
  /** Tells the person who waits how far a long call is; one line, replaced by the next. */
  progress(line: string): void;
}

/**
 * `read` changes nothing anywhere; `propose` records a proposal that a second person must approve; `operate` runs sitrep
 * itself (index, model, captures, measurements), for the person at the command line only.
 */
export type Effect = "read" | "propose" | "operate";

/** One tool, whole. Handlers return data; `render` makes text of the same data. */
export interface Tool<
  In extends z.ZodObject = z.ZodObject,
  Out extends z.ZodObject = z.ZodObject,
  N extends Needs = Needs,
  W extends Needs = Needs,
> {
  name: string;
  title: string;
  description: string;
  effect: Effect;
  /** How many times `deadline` its sources have together; once when absent. */
  patience?: number;
  /** Runs even where the audit log cannot be written, because it is what says so. */
  checksAudit?: true;
  /** Sources that must be configured; the tool is not offered while one is not. */
  needs: N;
  /** Sources that are used where they are configured; the tool is not offered when none of them is. */
  wants?: W;
  input: In;
  output: Out;
  /** Names of output lists that may be cut from their end to keep `max_tokens`, the least important first. */
  cut: readonly (keyof z.output<Out> & string)[];
  /** Its own way to become smaller, tried before `cut`: the output in `room` characters of JSON, as far as that can be. */
  shrink?(output: z.output<Out>, room: number): z.output<Out>;
  handler(input: z.output<In>, context: ToolContext & Readers<N> & Partial<Readers<W>>): Promise<z.output<Out>>;
  render(output: z.output<Out>): string;
}

/** The identity function; it is there so that the types of the literal are inferred and checked. */
export function defineTool<
  In extends z.ZodObject,
  Out extends z.ZodObject,
  N extends Needs,
  W extends Needs = Record<never, never>,
>(tool: Tool<In, Out, N, W>): Tool<In, Out, N, W> {
  return tool;
}

/** Tools of every shape in one list. */
// biome-ignore lint/suspicious/noExplicitAny: a registry holds tools whose inputs and readers differ
export type AnyTool = Tool<any, any, any, any>;

/** The JSON Schema of what a tool takes or gives. */
export function schemaOf(shape: ToolInfo["input"], io: "input" | "output"): Record<string, unknown> {
  return shape["~standard"].jsonSchema[io]({ target: "draft-2020-12" });
}

/** A tool as clients see it. They never hold a handler, so they cannot go around governance. */
export type ToolInfo = Pick<AnyTool, "name" | "title" | "description" | "effect" | "checksAudit" | "input" | "output">;
