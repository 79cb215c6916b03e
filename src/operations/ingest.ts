import { availableParallelism } from "node:os";
import { setFlagsFromString } from "node:v8";
import { z } from "zod";
import type { ingest as run, Summary } from "../../ingest/index.ts";
import { SitrepError } from "../core/errors.ts";
import { defineTool } from "../core/tool.ts";
import { openLocalModel } from "../knowledge/model/local.ts";
import { installation } from "./installation.ts";

const Output = z.object({
  documents: z.int(),
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  removed: z.int(),
  chunks: z.int(),
  skipped: z.array(z.object({ path: z.string(), why: z.string() })),
  embedder: z.string(),
  durationMs: z.number(),
  /** The configured model was wanted and is not on this machine. */
  modelMissing: z.boolean(),
});

export const ingest = defineTool({
  name: "ingest",
  title: "Index documents",
  description: "Brings the index to the state of folders of Markdown; only what changed is read again.",
  effect: "operate",
  needs: { installation },
  input: z.object({ folders: z.array(z.string()).describe("The configured ones when empty") }),
  output: Output,
  cut: [],
  async handler({ folders }, { installation: { index, runbooks, models, model }, progress, signal }) {
    const chosen = folders.length > 0 ? folders : runbooks;
    if (chosen.length === 0)
      throw new SitrepError("input", "No folder to index.", { hint: "Name one: sitrep ingest ./runbooks" });
    // Most of what parsing makes is garbage at once. Collected early, 5,265 pages with the model take 533 MB at most, not 783.
    setFlagsFromString("--optimize-for-size");
    // Loaded here and not above: whoever only asks does not load what writes the index.
    const { ingest: run } = await import("../../ingest/index.ts");
    const embedder = model === "none" ? undefined : openLocalModel(models, model, availableParallelism());
    try {
      const summary = await finish(run({ folders: chosen, dir: index, embedder, signal }), progress);
      return { ...summary, modelMissing: model !== "none" && embedder === undefined };
    } finally {
      await embedder?.close();
    }
  },
  render,
});

async function finish(steps: ReturnType<typeof run>, progress: (line: string) => void): Promise<Summary> {
  for (let step = await steps.next(); ; step = await steps.next()) {
    if (step.done) return step.value;
    progress(`${step.value.done}/${step.value.total} ${step.value.path}`);
  }
}

/** Skipped files shown; the structured summary has all of them. */
const MAX_SKIPPED = 20;

function render(summary: z.output<typeof Output>): string {
  const { documents, added, changed, unchanged, removed, chunks, skipped, modelMissing, durationMs } = summary;
  const more = skipped.length > MAX_SKIPPED ? [`  and ${skipped.length - MAX_SKIPPED} more; --json lists all`] : [];
  const listed = skipped.slice(0, MAX_SKIPPED).map(({ path, why }) => `  ${path}: ${why}`);
  return [
    `${documents} documents${chunks > 0 ? `, ${chunks} sections written` : ""}: ${added} added, ${changed} changed, ${removed} removed, ${unchanged} unchanged (${(durationMs / 1000).toFixed(1)} s)`,
    ...(skipped.length > 0 ? [`${skipped.length} files skipped`, ...listed, ...more] : []),
    ...(modelMissing ? ["searched by words only: no embedding model here. Get it with: sitrep model pull"] : []),
  ].join("\n");
}
