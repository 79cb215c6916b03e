import type { DocumentKind } from "../../core/passage.ts";
import type { Catalogue } from "../index/catalogue.ts";
import { stemOf } from "../index/forward.ts";
import { isName, whole } from "../words/analyze.ts";
import type { Words } from "./question.ts";

/** Is the page about the alert by name: in its title, its file name, a heading or its front matter? */
export function bears({ keys }: Catalogue, name: string, page: number): boolean {
  return keys.get(name)?.some((keyed) => keyed.page === page) ?? false;
}

/**
 * What a page is to a question: whatever is about an alert that is asked by name, and writes it as a name, is its runbook, unless
 * it tells of the past.
 */
export function kindFor(catalogue: Catalogue, { names }: Pick<Words, "names">, page: number): DocumentKind {
  const { kind = "doc", title = "", path = "", alerts = [] } = catalogue.pages[page] ?? {};
  if (kind !== "doc" || names.size === 0) return kind;
  const isAsked = (name: string) => isName(name) && names.has(whole(name));
  return [title, stemOf(path), ...alerts].some(isAsked) ? "runbook" : kind;
}
