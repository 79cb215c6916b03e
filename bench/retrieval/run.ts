import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { search } from "../../src/knowledge/rank/search.ts";
import { isUnder } from "../../src/knowledge/words/headings.ts";
import { judge } from "./abstention.ts";
import { type Answered, percentile, qualityBySlice } from "./metrics.ts";
import { type Bench, openBench } from "./open.ts";
import { sectionsOfBigPages } from "./sections.ts";
import { SYSTEMS } from "./systems.ts";
import { lineOf } from "./table.ts";

/**
 * How well and how fast documents are found:
 * `npm run bench:retrieval -- --questions FILE --index DIR --models DIR`, where the index was written by `sitrep ingest`.
 * Prints every leg alone, the fusions, and plain BM25 over whole pages, per kind of question; then abstention and costs.
 */
const { values } = parseArgs({
  options: { questions: { type: "string" }, index: { type: "string" }, models: { type: "string" } },
});
/** Passages that a person looks at. */
const LOOKED_AT = 5;
if (!values.questions || !values.index) throw new Error("name --questions FILE and --index DIR");
const bench = await openBench({ questions: values.questions, index: values.index, models: values.models ?? "" });
try {
  printQuality(bench);
  console.log(await judge(bench));
  await printCosts(bench);
  console.log(await sectionsOfBigPages(bench));
  console.log(`index ${((await bytesOf(values.index)) / 1e6).toFixed(0)} MB on disk`);
} finally {
  await bench.close();
}

function printQuality(bench: Bench): void {
  for (const [name, order] of SYSTEMS) {
    const answered = bench.posed.map((posed): Answered => {
      const { question } = posed;
      const paths = order(bench, posed).filter((path) => !question.exclude.includes(path));
      return { question, paths };
    });
    console.log(name.padEnd(34), lineOf(qualityBySlice(answered)));
  }
}

/** Milliseconds of a search without embedding the question, characters / 3.6 as tokens of a hit, and sections where one is known. */
async function printCosts({ opened, posed }: Bench): Promise<void> {
  const times: number[] = [];
  const tokens: number[] = [];
  const sections: boolean[] = [];
  for (const { query, asked, question } of posed) {
    const started = performance.now();
    const { passages } = await search(opened, query, async () => asked.vector, LOOKED_AT);
    times.push(performance.now() - started);
    tokens.push(...passages.map(({ text }) => text.length / 3.6));
    const passage = passages.find(({ path }) => path === question.primary);
    if (question.anchor && passage) sections.push(isUnder(passage.heading, question.anchor));
  }
  const { pages, firstChunk } = opened.catalogue;
  console.log(`${pages.length} pages, ${firstChunk.at(-1)} chunks`);
  console.log(`search p50 ${percentile(times, 0.5).toFixed(1)} ms, p95 ${percentile(times, 0.95).toFixed(1)} ms`);
  console.log(`tokens of a hit p50 ${percentile(tokens, 0.5).toFixed(0)}, p95 ${percentile(tokens, 0.95).toFixed(0)}`);
  console.log(`section right ${sections.filter(Boolean).length} of ${sections.length} whose page was among the first`);
}

/** Bytes of the files of a folder; an ingest leaves the versions of the last days behind, which readers may still have open. */
async function bytesOf(folder: string): Promise<number> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = await Promise.all(
    files
      .filter((file) => file.isFile())
      .map(async ({ parentPath, name }) => (await stat(path.join(parentPath, name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
