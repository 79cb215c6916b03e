import { hashLines } from "../src/knowledge/files/lines.ts";
import { type Chunk, textOf } from "../src/knowledge/index/record.ts";
import { type Piece, pack } from "./pack.ts";
import type { Block, Section } from "./parse.ts";
import type { Source } from "./read.ts";
import { roomFor, SMALL, sizeOf, TOKEN_CHARS, tokensOf } from "./size.ts";

/** Code and tables are kept whole up to this; a model reads their beginning. */
const MAX_WHOLE = 800;

/** The chunks of a document, in order: cut by the text that is shown, hashed as the lines are in the file. */
export function chunksOf(
  title: string,
  sections: readonly Section[],
  { lines, redacted }: Pick<Source, "lines" | "redacted">,
): Chunk[] {
  const pieces = underTheirHeadings(sections, title).flatMap((section, i) => {
    const own = piecesOf(withoutTitle(section, title), title, redacted);
    if (section.bare && !isTitle(section.headings, title))
      return own.map((piece) => ({ ...piece, bare: true as const }));
    return own.length > 1 ? own.map((piece) => ({ ...piece, part: i })) : own;
  });
  return withoutBareTitle(pack(pieces, title), sections, title).map(({ headings, lines: [from, to], cut, bare }) => ({
    heading: headings.join(" > "),
    lines: [from, to],
    hash: hashLines(lines, [from, to]),
    ...(cut && { cut }),
    ...(bare && { bare }),
  }));
}

/** A heading with nothing under it but other headings introduces the first of these, and stays with it. The title introduces all. */
function underTheirHeadings(sections: readonly Section[], title: string): Section[] {
  let above: Block[] = [];
  return sections.flatMap(({ headings, blocks, bare }, i) => {
    const all = [...above, ...blocks];
    const below = sections[i + 1]?.headings ?? [];
    const introduces = bare && headings.every((name, at) => below[at] === name) && !isTitle(headings, title);
    above = introduces ? all : [];
    return introduces ? [] : [{ headings, blocks: all, bare }];
  });
}

/** The title stands before every chunk; alone it is no passage. */
function withoutBareTitle(pieces: readonly Piece[], sections: readonly Section[], title: string): readonly Piece[] {
  const alone = sections.find(({ headings, bare }) => bare && isTitle(headings, title))?.blocks;
  const others = pieces.filter(({ lines: [from, to] }) => from !== alone?.[0]?.from || to !== alone.at(-1)?.to);
  return others.length > 0 ? others : pieces.map((piece) => ({ ...piece, bare: true }));
}

function isTitle(headings: readonly string[], title: string): boolean {
  return headings.length === 1 && headings[0] === title;
}

function withoutTitle({ headings, ...section }: Section, title: string): Section {
  return { ...section, headings: headings[0] === title ? headings.slice(1) : headings };
}

/** Blocks in order, as many together as fit. What introduces a code block or a table stays with it. */
function piecesOf({ headings, blocks }: Section, title: string, lines: readonly string[]): Piece[] {
  const room = roomFor(title, headings);
  const pieces: Piece[] = [];
  let open: Block[] = [];
  const close = (next: Block[]) => {
    const [first, last] = [open[0], open.at(-1)];
    if (first && last)
      pieces.push({ headings, lines: [first.from, last.to], tokens: sizeOf(lines, first.from, last.to) });
    open = next;
  };
  for (const block of blocks) {
    if (sizeOf(lines, block.from, block.to) > (block.whole ? MAX_WHOLE : room)) {
      // A heading alone says nothing: it stays with the first part of what is cut.
      const heading = open[0] && sizeOf(lines, open[0].from, block.from - 1) < SMALL ? open[0].from : block.from;
      if (heading === block.from) close([]);
      open = [];
      pieces.push(...cutBlock({ ...block, from: heading }, headings, room, lines));
      continue;
    }
    const before = open.at(-1);
    const introduces = before && block.whole && sizeOf(lines, before.from, before.to) < SMALL;
    if (open[0] && sizeOf(lines, open[0].from, block.to) > room) close(introduces ? open.splice(-1) : []);
    open.push(block);
  }
  close([]);
  return pieces;
}

/** A block that is too long, cut at the ends of lines, and a line that is too long at the ends of words. */
function cutBlock({ from, to }: Block, headings: string[], room: number, lines: readonly string[]): Piece[] {
  const pieces: Piece[] = [];
  for (let line = from; line <= to; line++) {
    const tokens = sizeOf(lines, line, line);
    const open = pieces.at(-1);
    const small = open && !open.cut && open.tokens < SMALL;
    if (tokens > room) {
      if (small) pieces.pop();
      pieces.push(...cutLine(lines, [small ? open.lines[0] : line, line], headings, room));
    } else if (open && !open.cut && open.tokens + tokens <= room)
      Object.assign(open, { lines: [open.lines[0], line], tokens: open.tokens + tokens });
    else pieces.push({ headings, lines: [line, line], tokens });
  }
  return pieces;
}

/** Lines of which the last is too long, in parts. */
function cutLine(lines: readonly string[], cited: [number, number], headings: string[], room: number): Piece[] {
  const text = textOf(lines, { lines: cited });
  const pieces: Piece[] = [];
  const size = Math.floor(room * TOKEN_CHARS);
  for (let start = 0; start < text.length; ) {
    const space = text.length - start > size ? text.lastIndexOf(" ", start + size) : text.length;
    const end = space > start + size / 2 ? space : Math.min(text.length, start + size);
    pieces.push({ headings, lines: cited, cut: [start, end], tokens: tokensOf(end - start) });
    start = end;
  }
  return pieces;
}
