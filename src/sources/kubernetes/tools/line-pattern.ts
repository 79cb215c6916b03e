import { SitrepError } from "../../../core/errors.ts";

/** Unlike RE2, JavaScript's engine backtracks: a repeated group that repeats inside may take for ever on one line. */
const EXPLOSIVE = /\([^()]*[+*}|][^()]*\)[+*{]/;
const SPECIAL = /[\\^$.*+?()[\]{}|]/;
/** Each more makes the longest search as much longer as a line is long. */
const MAX_REPEATS = 3;
const REPEAT = /(?<!\\)(?:[*+]|\{\d*,\d*\})/g;
/** A pattern looks at so much of a line. */
const LOOKED_AT = 1_000;

/** Does a line match? Any case; what is no regular expression is meant as it is written. */
export function linePattern(pattern: string): (text: string) => boolean {
  if (EXPLOSIVE.test(pattern) || (pattern.match(REPEAT)?.length ?? 0) > MAX_REPEATS)
    throw new SitrepError("input", `The pattern "${pattern}" could take too long.`, {
      hint: `At most ${MAX_REPEATS} repetitions, and no repeated group that repeats or chooses inside: error.*timeout.`,
    });
  const expression = SPECIAL.test(pattern) ? compiled(pattern) : undefined;
  if (expression) return (text) => expression.test(text.slice(0, LOOKED_AT));
  const wanted = pattern.toLowerCase();
  return (text) => text.toLowerCase().includes(wanted);
}

function compiled(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern, "i");
  } catch {
    return undefined; // `connect(` is text
  }
}
