const MAX_ITEMS = 5;
const MAX_CHARACTERS = 160;
const UNCHECKED = /^\s*(?:[-*+]|\d+[.)])\s+\[ \]\s+(\S.*)$/;

/** The first unchecked items of the task lists of a document, each by its first line. */
export function openActions(lines: readonly string[]): string[] {
  return lines.flatMap((line) => UNCHECKED.exec(line)?.[1]?.slice(0, MAX_CHARACTERS) ?? []).slice(0, MAX_ITEMS);
}
