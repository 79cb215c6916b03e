import { SitrepError } from "../core/errors.ts";
import { nearNames } from "../core/near-names.ts";
import { type Citation, citationOf, type Passage } from "../core/passage.ts";
import type { SourceReport } from "../core/report.ts";
import { type CitationCheck, checkCitation } from "./cite/check-citation.ts";
import { linesAt, pageOfUrl } from "./cite/runbook-url.ts";
import { readLines } from "./files/folders.ts";
import { hashLines } from "./files/lines.ts";
import type { Page } from "./index/catalogue.ts";
import { pathsOfHash, readTexts } from "./index/documents.ts";
import { Freshness, type Staleness, wordsOf } from "./index/freshness.ts";
import { IndexReader, type Opened } from "./index/reader.ts";
import { textOf } from "./index/record.ts";
import { lazyModel } from "./model/lazy.ts";
import { type Query, queryOf } from "./rank/question.ts";
import { place, type SearchResult, search } from "./rank/search.ts";
import { reportOf } from "./report.ts";

export interface LibraryOptions {
  /** Folder of the index. */
  dir: string;
  /** Folders of the documents, for checking citations; those of the index when empty. */
  folders: readonly string[];
  modelsDir: string;
  /** Probability from which a document is claimed to cover a question; the one that was fitted by default. */
  claimFrom?: number | undefined;
}

/** A document as a list shows it. */
export type DocumentInfo = Omit<Page, "hash">;

/** Part of a document, with the places of all its sections. */
export interface Section extends Omit<Passage, "score" | "why"> {
  outline: { heading: string; lines: [number, number] }[];
  /** Lines of the whole document. */
  length: number;
}

/** Where a link leads. */
export interface Located {
  path: string;
  /** Empty when the link has none. */
  anchor: string;
  /** Lines that the anchor means; `undefined` when it has none, or the document has no such heading. */
  lines: [number, number] | undefined;
}

/** What was found, and what the index lacks of the files as they are now, in words. */
export interface Found extends SearchResult {
  stale?: string;
}

/** The read side of the index. Nothing is opened before it is asked. Every method throws `setup` when nothing is indexed. */
export interface Library {
  search(question: string | Partial<Query>, options?: { limit?: number; signal?: AbortSignal }): Promise<Found>;
  /** Lines of a document; the whole document, at most 200 lines, when none are named. */
  section(path: string, lines?: readonly [number, number]): Promise<Section>;
  /** The section that a `runbook_url` points to; `undefined` when it is not indexed. */
  byUrl(url: string): Promise<Section | undefined>;
  /** The document that a `runbook_url` points to, and whether its anchor is there; `undefined` when it is not indexed. */
  locate(url: string): Promise<Located | undefined>;
  /** Without a hash, the hash that the index has for these lines is used. */
  check(citation: Pick<Citation, "path" | "lines"> & { hash?: string | undefined }): Promise<CitationCheck>;
  documents(): Promise<DocumentInfo[]>;
  /** Never throws. */
  report(): Promise<SourceReport>;
  close(): Promise<void>;
}

const DEFAULT_LIMIT = 5;
const MAX_LIMIT = 50;
const MAX_LINES = 200;

export function openLibrary({ dir, folders, modelsDir, claimFrom }: LibraryOptions): Library {
  const reader = new IndexReader(dir);
  const model = lazyModel(modelsDir);
  const freshness = new Freshness(folders);

  const opened = async (): Promise<Opened> => {
    const index = await reader.current();
    if (index) return index;
    throw new SitrepError("setup", "No documents are indexed.", { hint: "Run: sitrep ingest FOLDER" });
  };
  /** The table may be replaced while it is read; then the new one is asked. */
  const ask = async <T>(question: (index: Opened) => Promise<T>): Promise<T> => {
    const index = await opened();
    try {
      return await question(index);
    } catch (error) {
      const newer = await reader.current(true);
      if (!newer || newer.version === index.version) throw error;
      return question(newer);
    }
  };
  const foldersOf = ({ state }: Opened) => (folders.length > 0 ? folders : state.folders);

  return {
    search: (question, { limit = DEFAULT_LIMIT, signal } = {}) =>
      ask(async (index) => {
        const vectorise = (text: string) => model.vectorOf(index.state.embedder, text, signal);
        const [found, stale] = await Promise.all([
          search(index, queryOf(question), vectorise, Math.max(1, Math.min(limit, MAX_LIMIT)), claimFrom),
          freshness.of(index),
        ]);
        return stale && stale !== "late" && stale.differs ? marked(found, stale) : found;
      }),
    section: (path, lines) => ask((index) => sectionOf(index, foldersOf(index), path, lines)),
    byUrl: (url) => ask((index) => sectionOfUrl(index, foldersOf(index), url)),
    locate: (url) => ask((index) => locate(index, url)),
    check: ({ path, lines, hash }) =>
      ask(async (index) => {
        const expected = hash ?? (await hashInIndex(index, path, lines));
        const elsewhere = await pathsOfHash(index.table, expected, 5);
        return checkCitation({ path, lines, hash: expected }, foldersOf(index), elsewhere);
      }),
    documents: () => ask(async ({ catalogue }) => catalogue.pages.map(({ hash: _, ...page }) => page)),
    report: () => reportOf(reader, model, freshness),
    async close() {
      freshness.close();
      reader.close();
      await model.close();
    },
  };
}

function marked(found: SearchResult, stale: Staleness): Found {
  const old = new Set([...stale.changed, ...stale.deleted]);
  const passages = found.passages.map((passage) =>
    old.has(passage.path) ? { ...passage, stale: true as const } : passage,
  );
  return { ...found, passages, stale: wordsOf(stale) };
}

async function sectionOf(
  index: Opened,
  folders: readonly string[],
  path: string,
  lines?: readonly [number, number],
): Promise<Section> {
  const page = index.catalogue.pages.find((page) => page.path === path);
  const text = page && (await readTexts(index.table, [path])).get(path);
  if (!page || !text) throw unknownDocument(index, path);
  const [from, to] = within(lines ?? [1, MAX_LINES], text.lines.length, path);
  const whole = textOf(text.lines, { lines: [from, to] });
  const chunk = text.chunks.find(({ lines: [a, b] }) => a <= from && from <= b);
  // What was redacted is different in the file, and a citation is about the file.
  const file = (await readLines(folders, path)) ?? text.lines;
  return {
    ...place(page, [from, to], hashLines(file, [from, to])),
    heading: chunk?.heading ?? "",
    text: whole,
    drift: [],
    outline: text.chunks.map(({ heading, lines }) => ({ heading, lines })),
    length: text.lines.length,
  };
}

async function locate({ catalogue, table }: Opened, url: string): Promise<Located | undefined> {
  const found = pageOfUrl(catalogue, url);
  const path = found && catalogue.pages[found.page]?.path;
  if (!path) return undefined;
  const text = found.anchor ? (await readTexts(table, [path])).get(path) : undefined;
  return { path, anchor: found.anchor, lines: text && linesAt(text, found.anchor) };
}

async function sectionOfUrl(index: Opened, folders: readonly string[], url: string): Promise<Section | undefined> {
  const found = await locate(index, url);
  return found && sectionOf(index, folders, found.path, found.lines);
}

function within([from, to]: readonly [number, number], length: number, path: string): [number, number] {
  if (from <= length && from <= to) return [from, Math.min(to, length, from + MAX_LINES - 1)];
  throw new SitrepError("input", `${path} has ${length} lines; ${from} to ${to} are not among them.`, {
    hint: `Call get_runbook with path "${path}" alone for its outline.`,
  });
}

/** As the lines were when they were indexed. Where something was redacted, only the hash of a whole section is known. */
async function hashInIndex(index: Opened, path: string, lines: readonly [number, number]): Promise<string> {
  const text = (await readTexts(index.table, [path])).get(path);
  if (!text) throw unknownDocument(index, path);
  const [from, to] = within(lines, text.lines.length, path);
  const section = text.chunks.find((chunk) => chunk.lines[0] === from && chunk.lines[1] === to);
  if (section) return section.hash;
  const touched = text.chunks.filter((chunk) => chunk.lines[0] <= to && from <= chunk.lines[1]);
  if (touched.every((chunk) => chunk.hash === hashLines(text.lines, chunk.lines)))
    return hashLines(text.lines, [from, to]);
  throw new SitrepError("input", `Something in ${citationOf({ path, lines: [from, to] })} is redacted in the index.`, {
    hint: "Give the hash that came with the citation.",
  });
}

function fileOf(path: string): string {
  return path.split("/").at(-1)?.toLowerCase() ?? "";
}

function unknownDocument({ catalogue }: Opened, path: string): SitrepError {
  const paths = catalogue.pages.map((page) => page.path);
  const name = fileOf(path);
  const within = paths.filter((other) => other.toLowerCase().includes(name));
  const near = nearNames(name, paths.map(fileOf));
  const meant = (within.length > 0 ? within : paths.filter((other) => near.includes(fileOf(other)))).slice(0, 5);
  const hint = meant.length > 0 ? `Did you mean ${meant.join(", ")}?` : "Call search_runbooks to find one.";
  return new SitrepError("input", `There is no document ${path}.`, { hint });
}
