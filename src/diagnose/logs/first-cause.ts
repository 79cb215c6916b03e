import type { Clue } from "./clues.ts";
import { rankOf } from "./rank.ts";

/** A fatal line stands this near the end of a run, stack traces included. */
const TAIL = 60;

/**
 * The clue that explains why a run ended. What stands near its end was not survived; of that, what explains most,
 * and of equals the first. Generic failures count only when nothing names a cause.
 */
export function firstCause<C extends Clue>(clues: readonly C[]): C | undefined {
  const fatal = clues.filter(({ fromEnd }) => fromEnd <= TAIL);
  return fatal[0] ?? clues.find(({ class: is }) => rankOf(is) <= rankOf("memory-killed"));
}
