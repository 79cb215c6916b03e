import { z } from "zod";
import { cutToFit, tokensOf } from "../core/budget.ts";
import type { Handle } from "../core/call.ts";
import { SitrepError } from "../core/errors.ts";
import type { AnyTool } from "../core/tool.ts";
import { coerce } from "./coerce.ts";

const DEFAULT_MAX_TOKENS = 2_000;
/** Below this not even one cause with one fact fits. */
const LEAST_MAX_TOKENS = 500;

/** What every tool takes beside its own input. */
export const Budget = { max_tokens: z.int().min(LEAST_MAX_TOKENS).max(50_000).default(DEFAULT_MAX_TOKENS) };

/** The innermost step: input checked, handler run with the readers in `context`, output cut to its budget. */
export function runTool(tools: ReadonlyMap<string, AnyTool>, context: object): Handle {
  return async ({ tool: { name }, input, caller, signal }) => {
    const tool = tools.get(name);
    if (!tool)
      throw new SitrepError("input", `There is no tool ${name}.`, { hint: `Tools: ${[...tools.keys()].join(", ")}.` });
    const shape = { ...tool.input.shape, ...Budget };
    const parsed = z.strictObject(shape).safeParse(coerce(input ?? {}, shape));
    if (!parsed.success) throw invalidInput(tool, parsed.error);
    const { max_tokens, ...own } = parsed.data;
    const output = await tool.handler(own, Object.assign(Object.create(context), { caller, signal }));
    const fits = (candidate: Record<string, unknown>) =>
      Math.max(tokensOf(JSON.stringify(candidate)), tokensOf(tool.render(candidate))) <= Number(max_tokens);
    const data = cutToFit(shrunk(tool, output, fits), tool.cut, fits);
    return { data, text: tool.render(data) };
  };
}

function shrunk(
  tool: AnyTool,
  output: Record<string, unknown>,
  fits: (candidate: Record<string, unknown>) => boolean,
): Record<string, unknown> {
  let current = output;
  while (tool.shrink && !fits(current)) {
    const smaller = tool.shrink(current);
    if (smaller === undefined) return current;
    current = smaller;
  }
  return current;
}

function invalidInput({ name, input }: AnyTool, error: z.ZodError): SitrepError {
  const lines = error.issues.map(({ path, message }) => `${path.join(".") || "input"}: ${message}`);
  return new SitrepError("input", `${name} was called wrongly. ${lines.join("; ")}.`, {
    hint: `It takes: ${Object.keys(input.shape).join(", ")}, max_tokens.`,
  });
}
