import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import path from "node:path";
import { type Document, documentOf } from "../ingest/document.ts";
import { embed } from "../ingest/embed.ts";
import { readSource } from "../ingest/read.ts";
import { IndexWriter } from "../ingest/write.ts";
import { findFiles } from "../src/knowledge/files/find.ts";
import { IndexReader, type Opened } from "../src/knowledge/index/reader.ts";
import { queryOf } from "../src/knowledge/rank/question.ts";
import { search } from "../src/knowledge/rank/search.ts";

/**
 * What a search costs by the size of the index, embedding the question apart: `npm run bench:search -- FOLDER`. The documents
 * are those of the folder as far as needed; vectors are made up, because looking them up takes the same time. Questions are
 * headings of documents.
 */
const [folder] = process.argv.slice(2);
if (!folder) throw new Error("name a folder of documents");
const SIZES = [10_000, 75_000];
const QUESTIONS = 300;
const DIMENSIONS = 384;
const AT_ONCE = 200;
const signal = new AbortController().signal;

const embedder = {
  id: "all-MiniLM-L6-v2",
  dimensions: DIMENSIONS,
  embed: async (texts: readonly string[]) => texts.map(madeUp),
  close: async () => {},
};
function madeUp(): Float32Array {
  const vector = Float32Array.from({ length: DIMENSIONS }, () => Math.random() - 0.5);
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

for (const size of SIZES) {
  const dir = await mkdtemp(path.join(tmpdir(), "sitrep-search-"));
  try {
    await write(dir, folder, size);
    await measure(dir);
  } finally {
    await rm(dir, { recursive: true });
  }
}
console.log(`load ${loadavg()[0]?.toFixed(1)}`);

async function write(dir: string, folder: string, size: number): Promise<void> {
  await using writer = await IndexWriter.open(dir, [folder], embedder);
  let chunks = 0;
  const documents: Document[] = [];
  for (const found of (await findFiles([path.resolve(folder)])).files) {
    const source = await readSource(found);
    if ("why" in source) continue;
    const document = await documentOf(source, "", signal);
    documents.push(document);
    chunks += document.chunks;
    if (chunks >= size) break;
  }
  while (documents.length > 0) await writer.put(await embed(documents.splice(0, AT_ONCE), embedder, signal));
  await writer.publish(true, new Date());
}

async function measure(dir: string): Promise<void> {
  const reader = new IndexReader(dir);
  const started = performance.now();
  const opened = await reader.current();
  if (!opened) throw new Error(`${dir} has no index`);
  const loaded = performance.now() - started;
  const times = await timesOf(opened);
  const at = (share: number) => `${times[Math.floor(share * times.length)]?.toFixed(1)} ms`;
  const { pages, firstChunk } = opened.catalogue;
  console.log(
    `${firstChunk.at(-1)} sections of ${pages.length} documents: loaded in ${(loaded / 1000).toFixed(1)} s, search best ${at(0)}, p50 ${at(0.5)}, p95 ${at(0.95)}`,
  );
  reader.close();
}

async function timesOf(opened: Opened): Promise<number[]> {
  const { pages } = opened.catalogue;
  const times: number[] = [];
  for (let i = 0; i < QUESTIONS; i++) {
    const title = pages[Math.floor((i / QUESTIONS) * pages.length)]?.title ?? "";
    const vector = madeUp();
    const started = performance.now();
    await search(opened, queryOf(`${title} fails after the upgrade`), async () => vector, 5);
    times.push(performance.now() - started);
  }
  return times.slice(QUESTIONS / 10).sort((a, b) => a - b); // the first ones compile the code
}
