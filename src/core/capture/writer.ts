import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { messageOf, SitrepError } from "../errors.ts";
import { inside } from "./inside.ts";
import { LAYOUT, type Manifest } from "./layout.ts";

const deflate = promisify(gzip);

/** Writes a capture beside its place and moves it there when it is whole: nobody finds half of one. */
export interface CaptureWriter {
  json(name: string, value: unknown): Promise<void>;
  /** One JSON value a line. */
  jsonLines(name: string, rows: readonly unknown[]): Promise<void>;
  /** A name ending in .gz is packed. */
  text(name: string, text: string): Promise<void>;
  /** Writes capture.json and puts the folder in place. */
  finish(manifest: Manifest): Promise<void>;
  /** Removes what was written so far. */
  discard(): Promise<void>;
}

/** Throws an `input` error when the folder exists and is not empty: a capture never overwrites another. */
export async function writeCapture(dir: string): Promise<CaptureWriter> {
  const existing = await readdir(dir).catch(() => []);
  if (existing.length > 0)
    throw new SitrepError("input", `${dir} exists and is not empty.`, { hint: "Name a new folder with -o." });
  const partial = `${dir}.partial-${process.pid}`;
  await mkdir(partial, { recursive: true }).catch((error) => {
    throw new SitrepError("input", `${dir} cannot be written: ${messageOf(error)}.`, {
      cause: error,
      hint: "Name another folder with -o.",
    });
  });
  // A source that was given up at its deadline may still be writing: it must not bring back what was moved or removed.
  let isOver = false;
  const text = async (name: string, content: string) => {
    if (isOver) throw new SitrepError("unavailable", `${name} came after the capture was closed.`);
    const file = inside(partial, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, name.endsWith(".gz") ? await deflate(content) : content);
  };
  const json = (name: string, value: unknown) => text(name, `${JSON.stringify(value)}\n`);
  return {
    text,
    json,
    jsonLines: (name, rows) => text(name, rows.map((row) => `${JSON.stringify(row)}\n`).join("")),
    async finish(manifest) {
      await text(LAYOUT.manifest, `${JSON.stringify(manifest, null, 2)}\n`);
      isOver = true;
      await rm(dir, { recursive: true, force: true });
      await rename(partial, dir);
    },
    discard() {
      isOver = true;
      return rm(partial, { recursive: true, force: true });
    },
  };
}
