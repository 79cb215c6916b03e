import { mkdtempSync, rmSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import { type IngestOptions, ingest, type Progress, type Summary } from "../../ingest/index.ts";
import { type Library, openLibrary } from "../../src/knowledge/library.ts";

/** A folder of its own for one test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "sitrep-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes files below a folder; returns the folder. */
export async function write(folder: string, files: Record<string, string | Buffer>): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  }
  return folder;
}

/** Runs an ingest to its end. */
export async function ingestAll(options: Partial<IngestOptions> & Pick<IngestOptions, "folders" | "dir">) {
  const run = ingest({ signal: new AbortController().signal, ...options });
  const progress: Progress[] = [];
  for (;;) {
    const step = await run.next();
    if (step.done) return { summary: step.value satisfies Summary, progress };
    progress.push(step.value);
  }
}

/** A library over these documents, indexed without a model. */
export async function libraryOf(files: Record<string, string>): Promise<Library & { folder: string; dir: string }> {
  const root = temporaryFolder();
  const folder = await write(path.join(root, "docs"), files);
  const dir = path.join(root, "index");
  await ingestAll({ folders: [folder], dir });
  return { ...reader(dir, folder), folder, dir };
}

export function reader(dir: string, folder: string, modelsDir = path.join(dir, "no-models")): Library {
  const library = openLibrary({ dir, folders: [folder], modelsDir });
  onTestFinished(() => library.close());
  return library;
}
