import type { DocumentKind } from "../core/passage.ts";
import type { Catalogue } from "./catalogue.ts";
import type { Words } from "./question.ts";

/** Is the page about the alert by name: in its title, its file name, a heading or its front matter? */
export function bears({ keys }: Catalogue, name: string, page: number): boolean {
  return keys.get(name)?.some((keyed) => keyed.page === page) ?? false;
}

/** What a page is to a question: whatever is about an alert that is asked by name is its runbook, unless it tells of the past. */
export function kindFor(catalogue: Catalogue, { names }: Pick<Words, "names">, page: number): DocumentKind {
  const kind = catalogue.pages[page]?.kind ?? "doc";
  return kind === "doc" && [...names].some((name) => bears(catalogue, name, page)) ? "runbook" : kind;
}
