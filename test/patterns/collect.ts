import { globSync, readFileSync } from "node:fs";
import { parseSync, Visitor } from "oxc-parser";

export interface Pattern {
  /** `src/core/time.ts:12` */
  at: string;
  pattern: RegExp;
}

/** Every regular expression written in the program, read from its source: one that nobody listed cannot be forgotten. */
export function patternsOf(globs: readonly string[]): Pattern[] {
  return globSync([...globs])
    .sort()
    .flatMap((file) => literalsOf(file, readFileSync(file, "utf8")));
}

function literalsOf(file: string, source: string): Pattern[] {
  const found: Pattern[] = [];
  const visitor = new Visitor({
    Literal(node) {
      if (!("regex" in node)) return;
      const { pattern, flags } = node.regex;
      const line = source.slice(0, node.start).split("\n").length;
      found.push({ at: `${file}:${line}`, pattern: new RegExp(pattern, flags) });
    },
  });
  visitor.visit(parseSync(file, source).program);
  return found;
}
