import { editDistance } from "./edit-distance.ts";

/** One slip in a short word, one more for every four letters. */
function slips({ length }: string): number {
  return length < 4 ? 0 : Math.min(3, 1 + Math.floor(length / 5));
}

/**
 * Names that a wrong one may have been meant to be, the nearest first: a slip or two away, or the beginning of a longer name
 * (`checkout` for `checkout-api`). Names as near as each other are all given.
 */
export function nearNames(wrong: string, names: readonly string[]): string[] {
  const near = (name: string) => Math.abs(name.length - wrong.length) <= slips(wrong);
  const scored = [...new Set(names)].map((name) => ({
    name,
    distance: near(name) ? editDistance(wrong, name) : Number.POSITIVE_INFINITY,
  }));
  const typed = scored.filter(({ distance }) => distance <= slips(wrong));
  const best = Math.min(...typed.map(({ distance }) => distance));
  if (typed.length > 0)
    return typed
      .filter(({ distance }) => distance === best)
      .map(({ name }) => name)
      .sort();
  return scored
    .map(({ name }) => name)
    .filter((name) => slips(wrong) > 0 && name.startsWith(`${wrong}-`))
    .sort();
}
