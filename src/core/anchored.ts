/** Unlike RE2, JavaScript's engine backtracks: a repeated group that repeats inside may take for ever. */
const EXPLOSIVE = /\([^()]*[+*}][^()]*\)[+*{]/;
const LONGEST = 1000;

/**
 * A label matcher's regular expression, which must match the whole value. `undefined` when it is not one, or one that
 * could hang: patterns come from callers and are run on the event loop.
 */
export function anchored(pattern: string): RegExp | undefined {
  if (pattern.length > LONGEST || EXPLOSIVE.test(pattern)) return undefined;
  try {
    return new RegExp(`^(?:${pattern})$`, "s");
  } catch {
    return undefined; // the caller says what is wrong with it
  }
}
