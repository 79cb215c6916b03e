import type { LogLine } from "../../core/observation.ts";
import { templateOf } from "./log-template.ts";

/** Lines that differ only in times, numbers and ids: the last of them, and when they were printed. */
export interface FoldedLines {
  text: string;
  count: number;
  first: string | null;
  last: string | null;
}

/** In the order in which each kind was printed last. */
export function foldLines(lines: readonly LogLine[]): FoldedLines[] {
  const kinds = new Map<string, FoldedLines>();
  for (const { text, at = null } of lines) {
    const key = templateOf(text);
    const { count = 0, first = at } = kinds.get(key) ?? {};
    kinds.delete(key);
    kinds.set(key, { text, count: count + 1, first, last: at });
  }
  return [...kinds.values()];
}
