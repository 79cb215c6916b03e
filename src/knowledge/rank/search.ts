import type { Citation, Coverage, Passage } from "../../core/passage.ts";
import type { Catalogue, Page } from "../index/catalogue.ts";
import { readTexts } from "../index/documents.ts";
import type { Opened } from "../index/reader.ts";
import { textOf } from "../index/record.ts";
import { DEFAULT_MODEL } from "../model/registry.ts";
import { COMPARED, coverageOf, probabilityOf, signalsOf } from "./coverage.ts";
import { explain } from "./explain.ts";
import { fold } from "./fold.ts";
import { keyScores } from "./keys.ts";
import { kindFor } from "./kind.ts";
import { scoreLegs } from "./legs.ts";
import { openActions } from "./open-actions.ts";
import { type Query, wordsOf } from "./question.ts";
import { type Asked, type Ranked, rankPages } from "./rank.ts";
import { bestSection } from "./section.ts";
import { COVERAGE } from "./weights.ts";

export interface SearchResult {
  coverage: Coverage;
  /** That the first passage is meant for the question. */
  probability: number;
  /** The best first, one per document, near-identical copies folded. */
  passages: Passage[];
  /** False when the words alone were compared: no model here, or none when the index was written. */
  meaning: boolean;
}

/** A heading without text answers nothing, whatever its words: related at most. */
const MOST_BARE = COVERAGE.from.related;

export type Vectorise = (text: string) => Promise<Float32Array | undefined>;

/** Copies are folded among this many more hits than were asked for. */
const SPARE = 5;

/** Documents for a question: pages are ranked first, then the best section inside each page. `claimFrom`: see `coverageOf`. */
export async function search(
  opened: Opened,
  query: Query,
  vectorise: Vectorise,
  limit: number,
  claimFrom?: number,
): Promise<SearchResult> {
  const { catalogue } = opened;
  const { kinds } = query;
  const asked = await prepare(opened, query, vectorise);
  const ranked = rank(catalogue, asked, kinds ? catalogue.pages.length : Math.max(limit + SPARE, COMPARED));
  const isOfKind = (page: number) =>
    [catalogue.pages[page]?.kind, kindFor(catalogue, asked.words, page)].some((kind) => kind && kinds?.includes(kind));
  const hits = kinds ? ranked.filter(({ page }) => isOfKind(page)) : ranked;
  // A page of the kind asked for is compared with what it beats, of any kind: there may be no other of its own.
  const [first] = hits;
  const isBeaten = ({ page, score }: Ranked) => !kinds || isOfKind(page) || score <= (first?.score ?? 0);
  const compared = first ? ranked.slice(ranked.indexOf(first)).filter(isBeaten) : [];
  const passages = await passagesOf(opened, asked, hits.slice(0, limit + SPARE));
  const folded = fold(passages).slice(0, limit);
  const estimate = probabilityOf(signalsOf(catalogue, asked, compared), asked.fusion);
  const probability = passages[0]?.bare ? Math.min(estimate, MOST_BARE) : estimate;
  return {
    coverage: coverageOf(probability, claimFrom),
    probability,
    passages: folded.map(({ passage, copies }) => (copies.length > 0 ? { ...passage, copies } : passage)),
    meaning: asked.fusion !== "lexical",
  };
}

export async function prepare({ catalogue, state }: Opened, query: Query, vectorise: Vectorise): Promise<Asked> {
  const words = wordsOf(catalogue, query);
  const vector = catalogue.vectors && (await vectorise(words.text));
  const fusion = !vector ? "lexical" : state.embedder === DEFAULT_MODEL ? "fitted" : "ranks";
  return { query, words, vector, fusion };
}

/** The best pages for a question, without their text; with `keep` as if no others were there. */
export function rank(
  catalogue: Catalogue,
  { words, vector, fusion }: Asked,
  n: number,
  keep?: (page: number) => boolean,
): Ranked[] {
  const scores = scoreLegs(catalogue, { ...words, vector, keep });
  return rankPages(catalogue, { scores, keys: keyScores(catalogue, words), fusion, trouble: words.trouble, keep }, n);
}

async function passagesOf({ catalogue, table }: Opened, asked: Asked, ranked: readonly Ranked[]): Promise<Passage[]> {
  const pages = ranked.map((hit) => catalogue.pages[hit.page]);
  const texts = await readTexts(
    table,
    pages.flatMap((page) => page?.path ?? []),
  );
  return ranked.flatMap((hit, i): Passage[] => {
    const page = pages[i];
    const text = page && texts.get(page.path);
    if (!page || !text) return [];
    const at = bestSection(catalogue, asked.words, hit, text.chunks);
    const chunk = text.chunks[at];
    if (!chunk) return [];
    const { heading, lines, hash, bare } = chunk;
    const why = explain(catalogue, asked, hit, (catalogue.firstChunk[hit.page] ?? 0) + at);
    const open = page.kind === "postmortem" ? openActions(text.lines) : [];
    return [
      {
        ...place(page, lines, hash),
        kind: kindFor(catalogue, asked.words, hit.page),
        heading,
        text: textOf(text.lines, chunk),
        ...(bare && { bare }),
        score: hit.score,
        why,
        ...(open.length > 0 && { openActions: open }),
        drift: [],
      },
    ];
  });
}

/** What every passage of a page says about the page. */
export function place({ path, kind, title, commit }: Page, lines: Citation["lines"], hash: string) {
  return { path, lines, commit: commit || null, hash, kind, title };
}
