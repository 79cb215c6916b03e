import { z } from "zod";
import { charactersOf } from "../core/budget.ts";
import type { Handle } from "../core/call.ts";
import type { Caller } from "../core/caller.ts";
import { SitrepError } from "../core/errors.ts";
import type { AnyTool } from "../core/tool.ts";
import { oneLine } from "../core/untrusted.ts";
import { coerce } from "./coerce.ts";
import { withinBudget } from "./within-budget.ts";

const DEFAULT_MAX_TOKENS = 2_000;
/** Below this not even one cause with one fact fits. */
const LEAST_MAX_TOKENS = 500;

const Budget = {
  max_tokens: z.int().min(LEAST_MAX_TOKENS).max(50_000).default(DEFAULT_MAX_TOKENS).describe("Longest answer"),
};

/** What a tool takes: its own input, and how long its answer may be. Operator commands answer a person, in full. */
export function inputOf({ effect, input }: AnyTool): z.ZodObject {
  return effect === "operate" ? input : input.extend(Budget);
}

/** The innermost step: input checked, handler run with the readers in this call's context, output cut to its budget. */
export function runTool(
  tools: ReadonlyMap<string, AnyTool>,
  contextOf: (tool: AnyTool, caller: Caller) => object,
): Handle {
  return async ({ tool: name, input, caller, signal, progress = () => {} }) => {
    const tool = tools.get(name);
    if (!tool) throw unknownTool(name, tools);
    const shape = inputOf(tool).shape;
    const parsed = z.strictObject(shape).safeParse(coerce(input ?? {}, shape));
    if (!parsed.success) throw invalidInput(name, Object.keys(shape), parsed.error);
    const { max_tokens, ...own } = parsed.data;
    const output = await tool.handler(
      own,
      Object.assign(Object.create(contextOf(tool, caller)), { caller, signal, progress }),
    );
    if (max_tokens === undefined) return { data: output, text: tool.render(output) };
    const data = withinBudget(tool, output, charactersOf(Number(max_tokens)));
    return { data, text: tool.render(data) };
  };
}

/** The name is the caller's own words. */
function unknownTool(name: string, tools: ReadonlyMap<string, AnyTool>): SitrepError {
  return new SitrepError("input", `There is no tool ${oneLine(name, 60)}.`, {
    hint: `Tools: ${[...tools.keys()].join(", ")}.`,
  });
}

function invalidInput(name: string, takes: readonly string[], error: z.ZodError): SitrepError {
  const lines = error.issues.map(({ path, message }) => `${path.join(".") || "input"}: ${message}`);
  return new SitrepError("input", `Invalid arguments for ${name}: ${lines.join("; ")}.`, {
    hint: `It takes: ${takes.join(", ")}.`,
  });
}
