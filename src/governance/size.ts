import { SitrepError } from "../core/errors.ts";
import type { Stage } from "./compose.ts";

/** A pasted trace of 20,000 characters and what stands beside it. */
const MAX_CHARACTERS = 32_000;
const MAX_VALUES = 1_000;

/** Refuses an input that is too large for any tool before anything reads it; audit, around this, keeps only its hash. */
export const limitSize: Stage = async function checkSize(call, next) {
  if (!fits(call.input))
    throw new SitrepError("input", `The arguments of ${call.tool} are too large.`, {
      hint: `At most ${MAX_CHARACTERS.toLocaleString("en")} characters in ${MAX_VALUES.toLocaleString("en")} values; of a log, the lines around the first error say the most.`,
    });
  return next(call);
};

function fits(input: unknown): boolean {
  let characters = 0;
  const values = [input];
  for (let at = 0; at < values.length; at++) {
    const value = values[at];
    if (typeof value === "string") characters += value.length;
    else if (value !== null && typeof value === "object")
      for (const [key, item] of Object.entries(value)) {
        characters += Array.isArray(value) ? 0 : key.length;
        values.push(item);
      }
    if (characters > MAX_CHARACTERS || values.length > MAX_VALUES) return false;
  }
  return true;
}
