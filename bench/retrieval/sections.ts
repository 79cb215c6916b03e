import { readTexts } from "../../src/knowledge/index/documents.ts";
import { queryOf } from "../../src/knowledge/rank/question.ts";
import { search } from "../../src/knowledge/rank/search.ts";
import { isName, spaced } from "../../src/knowledge/words/analyze.ts";
import { isUnder, ownNames } from "../../src/knowledge/words/headings.ts";
import type { Bench } from "./open.ts";

/** A runbook with so many sections that bear alerts' names is one page for all alerts of a system. */
const BIG = 20;

/** Of big runbooks, every section that bears an alert's name: asked for by the words of that name, is it the first passage? */
export async function sectionsOfBigPages({ opened, vectorOf }: Bench): Promise<string> {
  const pages = opened.catalogue.pages.filter(({ kind, alerts }) => kind === "runbook" && alerts.length >= BIG);
  const texts = await readTexts(
    opened.table,
    pages.map(({ path }) => path),
  );
  const asked = [...texts].flatMap(([path, { chunks }]) => {
    const names = new Set(chunks.flatMap(({ heading }) => ownNames(heading).filter(isName)));
    return names.size >= BIG ? [...names].map((name) => ({ path, name })) : [];
  });
  let right = 0;
  for (const { path, name } of asked) {
    const { passages } = await search(opened, queryOf(spaced(name).toLowerCase()), vectorOf, 1);
    if (passages[0]?.path === path && isUnder(passages[0].heading, name)) right++;
  }
  const count = new Set(asked.map(({ path }) => path)).size;
  return `section right ${right} of ${asked.length} that bear alerts' names in ${count} big runbooks, asked in words`;
}
