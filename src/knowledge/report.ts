import { messageOf } from "../core/errors.ts";
import type { SourceReport, SourceStatus } from "../core/report.ts";
import { duration } from "../core/time.ts";
import { NO_EMBEDDER } from "./embedder.ts";
import type { LazyModel } from "./model/lazy.ts";
import type { IndexReader, Opened } from "./reader.ts";

const SOURCE = "runbooks";

/** What the documents can contribute: how many, how old, with or without a model. */
export async function reportOf(reader: IndexReader, model: LazyModel): Promise<SourceReport> {
  const started = Date.now();
  try {
    const opened = await reader.current();
    if (!opened) return report(started, "not-configured", "no documents are indexed; run: sitrep ingest FOLDER", null);
    const { status, detail } = describe(opened, model);
    return report(started, status, detail, opened.state.indexedAt || null);
  } catch (error) {
    return report(started, "unreachable", messageOf(error), null);
  }
}

function describe({ state, catalogue }: Opened, model: LazyModel): { status: SourceStatus; detail: string } {
  const count = `${catalogue.pages.length} document${catalogue.pages.length === 1 ? "" : "s"}`;
  if (!state.indexedAt) return { status: "truncated", detail: `${count} so far, the first ingest is not finished` };
  if (catalogue.pages.length === 0) return { status: "empty", detail: `no documents in ${state.folders.join(", ")}` };
  const age = duration(Date.now() - Date.parse(state.indexedAt));
  return { status: "ok", detail: `${count}, indexed ${age} ago${modelNote(state.embedder, model)}` };
}

function modelNote(embedder: string, model: LazyModel): string {
  if (embedder === NO_EMBEDDER) return ", compared by words only (sitrep model pull, then sitrep ingest)";
  return model.has(embedder) ? "" : `, compared by words only (the index needs: sitrep model pull ${embedder})`;
}

function report(started: number, status: SourceStatus, detail: string, asOf: string | null): SourceReport {
  return { source: SOURCE, status, detail, asOf, durationMs: Date.now() - started };
}
