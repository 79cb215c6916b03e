/** What the default model reads well; longer chunks blur into one meaning. */
const MAX_TOKENS = 220;
/** Characters per token of English with code in it. */
export const TOKEN_CHARS = 3.6;
/** Room for the title and the heading path, which are put before every chunk. */
const PATH_TOKENS = 60;
/** A section below this says too little alone and joins its neighbour. */
export const SMALL = 60;

export function tokensOf(characters: number): number {
  return Math.ceil(characters / TOKEN_CHARS);
}

/** Tokens that a chunk under this path may have. */
export function roomFor(title: string, headings: readonly string[]): number {
  return MAX_TOKENS - Math.min(PATH_TOKENS, tokensOf(title.length + headings.join(" > ").length));
}

/** Tokens of the lines `from` to `to`, counted from 1. */
export function sizeOf(lines: readonly string[], from: number, to: number): number {
  let characters = to - from;
  for (let line = from; line <= to; line++) characters += lines[line - 1]?.length ?? 0;
  return tokensOf(characters);
}
