import { leftOut } from "../src/knowledge/words/left-out.ts";

/**
 * A file that a document carries inside a link: RFC 2397, by its media type. Shorter ones are no longer than a word or two.
 * It ends where Markdown, HTML and CSS end a link.
 */
const DATA_URI = /\bdata:([a-z]{1,20}\/[a-z0-9.+-]{1,60})(?:;[a-z0-9=-]{1,40}){0,4},[^\s"'()<>]{32,}/gi;
/** Base64 in one piece, with either alphabet. */
const LONG_RUN = /(?<![\w+/-])[\w+/-]{120,}={0,2}/g;
/** A line of base64 as PEM (64), MIME (76) and `base64` break it; its last line may be shorter. */
const LINE = /^\s*[A-Za-z0-9+/]{40,}={0,2}\s*$/;
const LAST_LINE =
  /^\s*(?:[A-Za-z0-9+/]{2,40}={1,2}|(?=[A-Z0-9+/]*[a-z])(?=[a-z0-9+/]*[A-Z])(?=[A-Za-z+/]*\d)[A-Za-z0-9+/]{4,40})\s*$/;
const FEWEST_LINES = 3;
/** Paths and names of many words have a separator after every few letters; in base64 three of 64 characters are one. */
const SEPARATORS_PER_CHARACTER = 1 / 10;

/**
 * The lines without pictures in data URIs and without base64, which nobody reads or searches for. In the place of each is how
 * much was left out. There are as many lines as before, so that citations keep their numbers.
 */
export function withoutBlobs(lines: readonly string[]): string[] {
  const kept = lines.map((line) => (line.length < 40 ? line : withoutBlob(line)));
  for (let at = 0; at < kept.length; at++) {
    const end = endOfRun(kept, at);
    if (end - at < FEWEST_LINES) continue;
    const run = kept.slice(at, end).map((line) => line.trim());
    if (isEncoded(run.join(""))) kept.fill("", at, end).splice(at, 1, leftOut(run.join("").length, "base64"));
    at = end - 1;
  }
  return kept;
}

function withoutBlob(line: string): string {
  return line
    .replace(DATA_URI, (uri: string, type: string) => leftOut(uri.length, type.toLowerCase()))
    .replace(LONG_RUN, (run) => (isEncoded(run) ? leftOut(run.length, "base64") : run));
}

/** The line after a run of base64 that begins at `at`; `at` where none does. */
function endOfRun(lines: readonly string[], at: number): number {
  let end = at;
  while (LINE.test(lines[end] ?? "")) end++;
  return end > at && LAST_LINE.test(lines[end] ?? "") ? end + 1 : end;
}

function isEncoded(text: string): boolean {
  const separators = text.match(/[/_-]/g)?.length ?? 0;
  return (
    /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text) && separators < text.length * SEPARATORS_PER_CHARACTER
  );
}
