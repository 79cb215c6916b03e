import type { Level } from "../../../core/log-envelope.ts";
import type { Sighting } from "../classify.ts";
import type { LogClass } from "../signature.ts";
import type { Shape } from "./shape.ts";
import { deniesTrouble, type Trouble, troubleIn } from "./trouble.ts";

/** By level, and by how much trouble the words tell: a program that gives no level says it with words alone. */
const WEIGHT: Record<Level | "none", readonly [number, number, number, number]> = {
  fatal: [5, 5.5, 6, 6.5],
  error: [4, 4.5, 5, 5.5],
  warning: [2.5, 3, 3.5, 4],
  info: [0, 0.5, 1.5, 2.5],
  debug: [0, 0, 1, 2],
  none: [0, 1.5, 3, 4.5],
};
const SHAPE: Record<Shape, number> = {
  uncaught: 2.5,
  "caused-by": 1.5,
  "named-error": 1,
  plain: 0,
  comment: -2.5,
  frame: 0,
};
/** What a signature knows adds to what the line says; a line that no signature knows loses nothing. */
const KNOWN: Partial<Record<LogClass, number>> = { benign: -5, consequence: -2, wrapper: -0.5, "unhandled-error": 0.5 };
const KNOWN_CAUSE = 1.5;
/** `Error:` and `failed` alone point at the next line: fewer letters than this. */
const SHORT = 10;
/** Less of it being letters, it is data that belongs to another line: a term, a dump, a table. */
const PROSE = 0.6;

interface Judged {
  level: Level | undefined;
  message: string;
  shape: Shape;
  sighting: Sighting | undefined;
}

/** How telling a line is by itself: its level, its words, its part in a trace, what a signature knows of it. */
export function weigh({ level, message, shape, sighting }: Judged): number {
  const quiet = level === undefined || level === "info" || level === "debug";
  const trouble: Trouble = quiet && deniesTrouble(message) ? 0 : troubleIn(message);
  const known = sighting ? (KNOWN[sighting.class] ?? KNOWN_CAUSE) : 0;
  return WEIGHT[level ?? "none"][trouble] + SHAPE[shape] + known - (saysLittle(message) ? 1.5 : 0);
}

function saysLittle(message: string): boolean {
  const text = message.slice(0, 400);
  const letters = text.match(/[a-z]/gi)?.length ?? 0;
  const others = text.match(/[^a-z\s]/gi)?.length ?? 0;
  return letters < SHORT || letters / (letters + others) < PROSE;
}
