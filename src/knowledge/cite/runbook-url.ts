import { once } from "../../core/once.ts";
import type { Catalogue } from "../index/catalogue.ts";
import type { Text } from "../index/documents.ts";
import { stemOf } from "../index/forward.ts";
import { textOf } from "../index/record.ts";
import { isName, whole } from "../words/analyze.ts";
import { isUnder } from "../words/headings.ts";

/** Parts of a link that hosting sites put in front of a path: `/blob/main/`, `/-/tree/v2/`, `/raw/…`, `/wiki/`, `/_edit/`. */
const HOSTING = new Set("blob tree raw edit blame src browse wiki - main master trunk head refs heads".split(" "));

/**
 * The page that an alert's `runbook_url` means: the one whose path shares the longest end with the link, whatever site
 * serves it (repository, raw file, wiki, rendered site). Only a single best page is an answer.
 */
export function pageOfUrl(catalogue: Catalogue, url: string): { page: number; anchor: string } | undefined {
  const link = parseUrl(url);
  if (!link) return undefined;
  const wanted = partsOf(link.pathname.split("/").filter(Boolean).map(decode).join("/"));
  const best = { page: -1, matched: 0, tie: false };
  pathsIn(catalogue).forEach((path, i) => {
    const matched = sharedEnd(path, wanted);
    if (matched === 0 || matched < best.matched) return;
    Object.assign(best, { tie: matched === best.matched, matched, page: i });
  });
  if (best.page < 0 || best.tie) return undefined;
  return { page: best.page, anchor: decode(link.hash.slice(1)) };
}

/** The lines that a link's anchor means: those below the heading, or those that name the alert which the anchor ends with. */
export function linesAt({ lines, chunks }: Text, anchor: string): [number, number] | undefined {
  const from = chunks.findIndex(({ heading }) => isUnder(heading, anchor));
  const first = chunks[from];
  // Generated pages link to `#alert-name-diskfull` where DiskFull is a row of a table.
  if (!first) return chunks.find((chunk) => namesEndOf(anchor, textOf(lines, chunk)))?.lines;
  const next = chunks.findIndex(({ heading }, i) => i > from && !heading.startsWith(first.heading));
  const last = chunks[next < 0 ? chunks.length - 1 : next - 1] ?? first;
  return [first.lines[0], last.lines[1]];
}

function namesEndOf(anchor: string, text: string): boolean {
  const names = text.match(/\w+/g) ?? [];
  return names.some((name) => isName(name) && whole(anchor).endsWith(whole(name)));
}

function parseUrl(url: string): URL | undefined {
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? url : `https://${url}`;
  return URL.canParse(full) ? new URL(full) : undefined;
}

/** A path without extension and index name, each part spelled one way. Sites serve `a.md` and `a.html.md` as `a.html` or `a`. */
function partsOf(written: string): string[] {
  const path = written.replace(/\.html?(?=$|\.md$)/i, "");
  const folder = path.split("/").slice(0, -1);
  const stem = stemOf(path);
  return folder.at(-1) === stem ? folder.map(whole) : [...folder, stem].map(whole);
}

const pathsIn = once(({ pages }: Catalogue) => pages.map(({ path }) => partsOf(path)));

/** How many parts agree, counted from the end. The last part must be the page's name; what hosting adds does not count. */
function sharedEnd(page: readonly string[], wanted: readonly string[]): number {
  let n = 0;
  while (n < page.length && n < wanted.length && page.at(-1 - n) === wanted.at(-1 - n)) n++;
  return n === 1 && wanted.length === 1 && HOSTING.has(wanted[0] ?? "") ? 0 : n;
}

/** What percent-encoding stands for. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not percent-encoded after all; the text is what it says.
    return text;
  }
}
