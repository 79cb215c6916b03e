import type { LogStream } from "../../core/observation.ts";
import type { Clue } from "./clues.ts";
import { unwrap } from "./envelope.ts";
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

/** The last line that a program marked as an error before it ended, when no signature knows it. */
export function lastError(
  streams: readonly LogStream[],
): { stream: LogStream; line: LogStream["lines"][number] } | undefined {
  for (const stream of streams) {
    const tail = stream.lines.slice(-TAIL);
    const line = tail.findLast(({ text }) => isError(text)) ?? tail.findLast(({ text }) => SAYS_ERROR.test(text));
    if (line) return { stream, line };
  }
  return undefined;
}

const SAYS_ERROR = /\b(?:error|failed|failure|fatal|exception|cannot|can't|could not|unable to|aborting|exiting)\b/i;

function isError(text: string): boolean {
  const { level } = unwrap(text);
  return level === "error" || level === "fatal";
}
