import { failureReport } from "../core/failure.ts";
import { type Missing, missing } from "../core/missing.ts";
import { reportOf as answered, notConfigured, type SourceReport } from "../core/report.ts";
import { duration } from "../core/time.ts";
import { type Freshness, type Staleness, wordsOf } from "./index/freshness.ts";
import type { IndexReader, Opened } from "./index/reader.ts";
import { NO_EMBEDDER } from "./model/embedder.ts";
import type { LazyModel } from "./model/lazy.ts";

const SOURCE = "runbooks";

/** What the documents can contribute: how many, how old, with or without a model. */
export async function reportOf(reader: IndexReader, model: LazyModel, freshness: Freshness): Promise<SourceReport> {
  const began = performance.now();
  try {
    const opened = await reader.current();
    if (!opened) return { ...notConfigured(SOURCE), detail: "no documents are indexed; run: sitrep ingest FOLDER" };
    const read = { source: SOURCE, asOf: opened.state.indexedAt || null, began };
    return answered({ ...read, ...describe(opened, model, await freshness.of(opened)) });
  } catch (error) {
    return failureReport(SOURCE, error, began);
  }
}

function lacks(stale: Staleness | "late" | undefined): Missing[] {
  if (stale === "late") return [NOT_COMPARED];
  return stale ? [outdated(stale)] : [];
}

function outdated(stale: Staleness): Missing {
  return missing("documents as they are now", stale.differs ? "stale" : "unread", wordsOf(stale), stale.differs);
}

const NOT_COMPARED = missing(
  "whether documents changed since",
  "unread",
  "comparing the files takes longer than 1 s",
  false,
);
const UNFINISHED = missing("documents", "limited", "the first ingest is not finished");

type Described = Pick<Parameters<typeof answered>[0], "found" | "detail" | "missing">;

function describe({ state, catalogue }: Opened, model: LazyModel, stale: Staleness | "late" | undefined): Described {
  const count = `${catalogue.pages.length} document${catalogue.pages.length === 1 ? "" : "s"}`;
  if (!state.indexedAt)
    return { found: true, detail: `${count} so far, the first ingest is not finished`, missing: [UNFINISHED] };
  if (catalogue.pages.length === 0) return { found: false, detail: `no documents in ${state.folders.join(", ")}` };
  const age = duration(Date.now() - Date.parse(state.indexedAt));
  const detail = `${count}, indexed ${age} ago${modelNote(state.embedder, model)}`;
  return { found: true, detail, missing: lacks(stale) };
}

function modelNote(embedder: string, model: LazyModel): string {
  if (embedder === NO_EMBEDDER) return ", compared by words only (sitrep model pull, then sitrep ingest)";
  return model.has(embedder) ? "" : `, compared by words only (the index needs: sitrep model pull ${embedder})`;
}
