import { Coverage, citationOf, isClaim, Passage } from "../../core/passage.ts";
import type { Screen } from "../terminal.ts";
import type { Detail } from "./answer.ts";
import { Page } from "./page.ts";

/**
 * What was found, for a person: the first document in full, one line for each other. What matches nothing that was asked is
 * left out. `told` is the first line of the tool's own text: how well it covers the question.
 */
export function printSearch(data: Record<string, unknown>, told: string, screen: Screen, { why }: Detail): string {
  const coverage = Coverage.parse(data.coverage);
  const [first, ...others] = Passage.array()
    .parse(data.passages)
    .filter((passage, i) => passage.why.length > 0 || (i === 0 && isClaim(coverage)));
  const page = new Page(screen).prose("", told, isClaim(coverage) ? "good" : "warn");
  if (typeof data.stale === "string") page.prose("", `The index is out of date: ${data.stale}`, "warn");
  if (!first) return page.toString();
  page.gap().prose(" 1  ", placeOf(first));
  if (why) page.prose("    matched: ", first.why.join("; "));
  if (first.stale) page.prose("    ", "this file was changed since it was indexed", "warn");
  for (const item of first.openActions ?? []) page.prose("    still open: ", item);
  page.gap().block("    ", first.text);
  if (first.bare) page.prose("    ", "(nothing is written under this heading)");
  if (others.length > 0) page.gap();
  for (const [i, passage] of others.entries()) {
    page.line(` ${i + 2}  `, placeOf(passage));
    if (why) page.prose("    matched: ", passage.why.join("; "));
  }
  return page.toString();
}

function placeOf(passage: Passage): string {
  const { title, heading, kind } = passage;
  return `${citationOf(passage)}  "${heading.split(" > ").at(-1) || title}" (${kind})`;
}
