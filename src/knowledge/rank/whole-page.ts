import type { Catalogue } from "../index/catalogue.ts";
import { analyze, whole } from "../words/analyze.ts";
import { namesIn, ownNames } from "../words/headings.ts";
import { bears } from "./kind.ts";
import type { Words } from "./question.ts";

/**
 * Does the question name the page, and nothing in it? Then its sections differ by chance only: what happens to repeat the title
 * most is often the last step, and a reader begins at the beginning. `headings` are the paths of its sections.
 */
export function asksForPage(catalogue: Catalogue, asked: Words, page: number, headings: readonly string[]): boolean {
  return (
    (isTitled(catalogue, asked, page) || isNamed(catalogue, asked, page, headings)) &&
    !hasOwnSection(catalogue, asked, headings)
  );
}

/** All words that were asked are in its title or its file's name. */
function isTitled({ titleTerms }: Catalogue, { asked }: Words, page: number): boolean {
  const title = titleTerms[page];
  return asked.length > 0 && asked.every(({ term }) => term !== undefined && title?.has(term));
}

/** An alert is asked by its name alone that the page names for all of itself: in its title or front matter and in no heading. */
function isNamed(
  catalogue: Catalogue,
  { names, keys, said }: Words,
  page: number,
  headings: readonly string[],
): boolean {
  const headed = new Set(headings.flatMap(namesIn).map(whole));
  const own = [...names].filter((name) => keys.get(name) === 1 && bears(catalogue, name, page));
  return said <= names.size && own.some((name) => !headed.has(name));
}

/** Where a section's name says nothing but what was asked, that section is meant. */
function hasOwnSection({ terms }: Catalogue, { asked }: Words, headings: readonly string[]): boolean {
  const said = new Set(asked.map(({ term }) => term));
  const own = [...new Set(headings)].flatMap(ownNames).map(analyze);
  return own.some((name) => name.length > 0 && name.every((word) => said.has(terms.get(word) ?? -1)));
}
