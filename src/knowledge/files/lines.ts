import { createHash } from "node:crypto";

/** The lines of a file as editors count them: LF, CRLF and CR all end a line, a byte order mark is not content. */
export function linesOf(text: string): string[] {
  return text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/);
}

/** The hash of a citation: SHA-256, hexadecimal, of the lines `from` to `to` (first line is 1) joined by LF. */
export function hashLines(lines: readonly string[], [from, to]: readonly [number, number]): string {
  return createHash("sha256")
    .update(lines.slice(from - 1, to).join("\n"))
    .digest("hex");
}
