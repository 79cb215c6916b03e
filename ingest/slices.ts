/** Some consecutive lines; `first` is the number of the first one, counted from 1. */
export interface Slice {
  first: number;
  text: string;
}

const FENCE = /^\s*(`{3,}|~{3,})/;
const HEADING = /^#{1,6}\s/;
/**
 * From this size a slice ends before the next heading, then before the next blank line, then anywhere but in code, then
 * anywhere. The parser takes 15 ms for a paragraph of 32 KB and 3.4 s for one of 512 KB.
 */
const ENOUGH = { heading: 32_000, blank: 48_000, text: 64_000, any: 512_000 };
/** Only the beginning of a line decides what it is. Longer ones are minified data, and slow to parse. */
const MAX_LINE = 2_000;
/** What a line counts at least: a paragraph of 32,000 lines with one letter each takes 1.9 s, one of 2,000 takes 10 ms. */
const MIN_LINE = 31;

/**
 * A document in slices that can be parsed apart: a heading outside code begins a new block whatever was before it. The parser
 * takes more than linear time on hostile text, and a large file must neither block the process nor be impossible to stop.
 */
export function* slicesOf(lines: readonly string[]): Generator<Slice> {
  let first = 0;
  let size = 0;
  let fence = "";
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? "";
    const least = HEADING.test(line) ? ENOUGH.heading : line.trim() === "" ? ENOUGH.blank : ENOUGH.text;
    const full = size > (fence ? ENOUGH.any : least);
    if (full) {
      yield slice(lines, first, i);
      [first, size] = [i, 0];
    }
    fence = fenceAfter(fence, line);
    size += Math.max(Math.min(line.length, MAX_LINE), MIN_LINE) + 1;
  }
  yield slice(lines, first, lines.length);
}

function slice(lines: readonly string[], from: number, to: number): Slice {
  const cut = lines.slice(from, to).map((line) => (line.length > MAX_LINE ? line.slice(0, MAX_LINE) : line));
  return { first: from + 1, text: cut.join("\n") };
}

/** The fence that is open after the line; `""` outside code. */
function fenceAfter(open: string, line: string): string {
  const mark = FENCE.exec(line)?.[1];
  if (!mark) return open;
  if (!open) return mark;
  return mark.startsWith(open) && line.trim() === mark ? "" : open;
}
