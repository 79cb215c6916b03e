import { hashLines } from "../src/knowledge/lines.ts";
import { type Chunk, textOf } from "../src/knowledge/record.ts";
import type { Block, Section } from "./parse.ts";

/** A chunk before its lines are hashed. */
interface Piece {
  headings: string[];
  lines: [number, number];
  cut?: [number, number];
  tokens: number;
  /** Which section it is a part of, where that is in several pieces. */
  part?: number;
}

/** What the default model reads well; longer chunks blur into one meaning. */
const MAX_TOKENS = 220;
/** Code and tables are kept whole up to this; a model reads their beginning. */
const MAX_WHOLE = 800;
/** A section below this says too little alone and joins its neighbour. */
const SMALL = 60;
/** Characters per token of English with code in it. */
const TOKEN_CHARS = 3.6;
/** Room for the title and the heading path, which are put before every chunk. */
const PATH_TOKENS = 60;

/** The chunks of a document, in order. `lines` are those of the file; redacted ones have the same numbers. */
export function chunksOf(title: string, sections: readonly Section[], lines: readonly string[]): Chunk[] {
  const pieces = underTheirHeadings(sections, title).flatMap((section, i) => {
    const own = piecesOf(withoutTitle(section, title), title, lines);
    return own.length > 1 ? own.map((piece) => ({ ...piece, part: i })) : own;
  });
  return withoutBareTitle(pack(pieces, title), sections, title).map(({ headings, lines: [from, to], cut }) => ({
    heading: headings.join(" > "),
    lines: [from, to],
    hash: hashLines(lines, [from, to]),
    ...(cut && { cut }),
  }));
}

/** A heading with nothing under it but other headings introduces the first of these, and stays with it. The title introduces all. */
function underTheirHeadings(sections: readonly Section[], title: string): Section[] {
  let above: Block[] = [];
  return sections.flatMap(({ headings, blocks }, i) => {
    const all = [...above, ...blocks];
    const below = sections[i + 1]?.headings ?? [];
    const isAlone = blocks.length === 1 && headings.length > 0 && headings.every((name, at) => below[at] === name);
    const introduces = isAlone && !isTitle(headings, title);
    above = introduces ? all : [];
    return introduces ? [] : [{ headings, blocks: all }];
  });
}

function tokensOf(characters: number): number {
  return Math.ceil(characters / TOKEN_CHARS);
}

/** The title stands before every chunk; alone it is no passage. */
function withoutBareTitle(pieces: readonly Piece[], sections: readonly Section[], title: string): readonly Piece[] {
  const bare = sections.find(({ headings, blocks }) => isTitle(headings, title) && blocks.length === 1)?.blocks[0];
  const others = pieces.filter(({ lines: [from, to] }) => from !== bare?.from || to !== bare.to);
  return others.length > 0 ? others : pieces;
}

function isTitle(headings: readonly string[], title: string): boolean {
  return headings.length === 1 && headings[0] === title;
}

function withoutTitle({ headings, blocks }: Section, title: string): Section {
  return { headings: headings[0] === title ? headings.slice(1) : headings, blocks };
}

function roomFor(title: string, headings: readonly string[]): number {
  return MAX_TOKENS - Math.min(PATH_TOKENS, tokensOf(title.length + headings.join(" > ").length));
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

function sizeOf(lines: readonly string[], from: number, to: number): number {
  let characters = to - from;
  for (let line = from; line <= to; line++) characters += lines[line - 1]?.length ?? 0;
  return tokensOf(characters);
}

/** Small neighbours in one chunk: whole sections, or parts of the same one. The end of one and the start of the next are no passage. */
function pack(pieces: readonly Piece[], title: string): Piece[] {
  const packed: Piece[] = [];
  for (const piece of pieces) {
    const last = packed.at(-1);
    const together = last && last.part === piece.part && !last.cut && !piece.cut;
    const small = together && Math.min(last.tokens, piece.tokens) < SMALL;
    const headings = last ? joinHeadings(last.headings, piece.headings) : piece.headings;
    if (small && last.tokens + piece.tokens <= roomFor(title, headings))
      packed[packed.length - 1] = {
        ...last,
        headings,
        lines: [last.lines[0], piece.lines[1]],
        tokens: last.tokens + piece.tokens,
      };
    else packed.push(piece);
  }
  return packed;
}

/** The path that two sections share, then the names of both: `Recovery > Meaning, Impact`. */
function joinHeadings(a: readonly string[], b: readonly string[]): string[] {
  let shared = 0;
  while (shared < a.length && shared < b.length && a[shared] === b[shared]) shared++;
  const own = [...a.slice(shared), ...b.slice(shared)];
  return own.length > 0 ? [...a.slice(0, shared), own.join(", ")] : [...a];
}
