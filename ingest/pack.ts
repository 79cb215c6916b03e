import { alertOf } from "./alert-heading.ts";
import { roomFor, SMALL } from "./size.ts";

/** A chunk before its lines are hashed. */
export interface Piece {
  headings: string[];
  lines: [number, number];
  cut?: [number, number];
  tokens: number;
  /** Which section it is a part of, where that is in several pieces. */
  part?: number;
  /** Headings without text. */
  bare?: true;
}

/**
 * Small neighbours in one chunk: whole sections, or parts of the same one. What two alerts call for is never one passage, and
 * a heading without text says nothing of the section before it.
 */
export function pack(pieces: readonly Piece[], title: string): Piece[] {
  const packed: Piece[] = [];
  for (const piece of pieces) {
    const last = packed.at(-1);
    const together = last && belong(last, piece) && joined(last, piece);
    if (together && together.tokens <= roomFor(title, together.headings)) packed[packed.length - 1] = together;
    else packed.push(piece);
  }
  return packed;
}

/** The end of one section and the start of the next are no passage. */
function belong(a: Piece, b: Piece): boolean {
  const alike = a.part === b.part && a.bare === b.bare && alertOf(a.headings) === alertOf(b.headings);
  return alike && !a.cut && !b.cut && Math.min(a.tokens, b.tokens) < SMALL;
}

function joined(a: Piece, b: Piece): Piece {
  const headings = joinHeadings(a.headings, b.headings);
  return { ...a, headings, lines: [a.lines[0], b.lines[1]], tokens: a.tokens + b.tokens };
}

/** The path that two sections share, then the names of both: `Recovery > Meaning, Impact`. */
function joinHeadings(a: readonly string[], b: readonly string[]): string[] {
  let shared = 0;
  while (shared < a.length && shared < b.length && a[shared] === b[shared]) shared++;
  const own = [...a.slice(shared), ...b.slice(shared)];
  return own.length > 0 ? [...a.slice(0, shared), own.join(", ")] : [...a];
}
