import path from "node:path";
import { findFiles, type Skipped } from "../src/knowledge/files/find.ts";
import { type Embedder, NO_EMBEDDER } from "../src/knowledge/model/embedder.ts";
import { compare, type Plan } from "./compare.ts";
import { type Document, documentOf } from "./document.ts";
import { embed } from "./embed.ts";
import { lockIndex } from "./lock.ts";
import { readSource } from "./read.ts";
import { IndexWriter } from "./write.ts";

export interface IngestOptions {
  /** Folders of Markdown files; where two have the same path, the first wins. */
  folders: readonly string[];
  /** Folder of the index; made when it is not there. */
  dir: string;
  /** Without one, documents are found by their words only. */
  embedder?: Embedder | undefined;
  signal: AbortSignal;
}

/** How far the run is, in files that have to be written. */
export interface Progress {
  done: number;
  total: number;
  path: string;
}

export interface Summary {
  documents: number;
  added: number;
  changed: number;
  unchanged: number;
  removed: number;
  /** Of the documents that were written. */
  chunks: number;
  /** Files that are not in the index, or not as they should be, and why. */
  skipped: Skipped[];
  /** Id of the model; `"none"` without one. */
  embedder: string;
  durationMs: number;
}

/**
 * Brings the index to the state of the folders: files → read → parse → chunk → embed → write. Only files whose content
 * changed are parsed. It may be stopped or killed at any time; the next run completes what is missing.
 */
export async function* ingest({ folders, dir, embedder, signal }: IngestOptions): AsyncGenerator<Progress, Summary> {
  const started = new Date();
  const roots = folders.map((folder) => path.resolve(folder));
  const { files, skipped } = await findFiles(roots);
  await using _lock = await lockIndex(dir);
  await using writer = await IndexWriter.open(dir, roots, embedder);
  const plan = await compare(files, writer.known, skipped, signal);
  const written = yield* write(plan, writer, skipped, { embedder, signal });
  // Tidying up the table takes as much memory as the model.
  await embedder?.close();
  await writer.remove(plan.remove);
  for (const [commit, paths] of plan.committed) await writer.commit(paths, commit);
  await writer.publish(written.added + written.changed + plan.remove.length > 0, started);
  return {
    documents: await writer.count(),
    ...written,
    unchanged: plan.unchanged,
    removed: plan.remove.length,
    skipped,
    embedder: embedder?.id ?? NO_EMBEDDER,
    durationMs: Date.now() - started.getTime(),
  };
}

/** Documents are written in commits of about this many chunks: a commit costs the same for one as for many, and what is not committed is lost with the process. */
const COMMIT_CHUNKS = 512;

async function* write(
  { write }: Plan,
  writer: IndexWriter,
  skipped: Skipped[],
  { embedder, signal }: Pick<IngestOptions, "embedder" | "signal">,
): AsyncGenerator<Progress, Pick<Summary, "added" | "changed" | "chunks">> {
  const count = { added: 0, changed: 0, chunks: 0 };
  let batch: Document[] = [];
  let waiting = 0;
  for (const [done, { found, commit, isNew }] of write.entries()) {
    signal.throwIfAborted();
    yield { done, total: write.length, path: found.path };
    const source = await readSource(found);
    if ("why" in source) {
      skipped.push({ path: found.path, why: source.why });
      if (!isNew) await writer.remove([found.path]);
      continue;
    }
    const document = await documentOf(source, commit, signal);
    if (document.problem) skipped.push({ path: found.path, why: `${document.problem}; indexed without it` });
    batch.push(document);
    count[isNew ? "added" : "changed"]++;
    count.chunks += document.chunks;
    waiting += document.chunks;
    if (waiting < COMMIT_CHUNKS) continue;
    await writer.put(await embed(batch, embedder, signal));
    [batch, waiting] = [[], 0];
  }
  await writer.put(await embed(batch, embedder, signal));
  return count;
}
