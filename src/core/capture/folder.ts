import { readdir, realpath } from "node:fs/promises";
import path from "node:path";
import { messageOf, SitrepError } from "../errors.ts";
import { beginning, type Contents, type Ending, ending } from "./contents.ts";
import { existing } from "./inside.ts";
import { LAYOUT, Manifest } from "./layout.ts";

/** A capture is small; what unpacks to more than this is broken or hostile, and only its beginning is read. */
const MAX_BYTES = 128 * 1024 * 1024;
/** More files are no capture of an incident. */
const MAX_FILES = 20_000;

/** A capture on disk, read only, file by file. */
export interface CaptureFolder {
  readonly dir: string;
  readonly manifest: Manifest;
  /** The beginning of a file, unpacked, and whether that is all; `undefined` when it is not there. Errors name the file. */
  start(name: string): Promise<Contents | undefined>;
  /** Its last `bytes`, unpacked. */
  end(name: string, bytes: number): Promise<Ending | undefined>;
  /** Its whole text. Throws an `input` error when it is larger than a capture's file may be. */
  text(name: string): Promise<string | undefined>;
  /** The same, parsed as JSON. */
  json(name: string): Promise<unknown>;
  /** Names of the files below a folder, relative to the capture, sorted; empty when there is none. */
  files(folder: string): Promise<string[]>;
}

/** Opens a capture; throws an `input` error that says which file is wrong and how to make a capture. */
export async function openCapture(dir: string, maxBytes = MAX_BYTES): Promise<CaptureFolder> {
  const start = (name: string) => read(dir, name, (file) => beginning(file, maxBytes));
  const end = (name: string, bytes: number) => read(dir, name, (file) => ending(file, bytes, maxBytes));
  const text = async (name: string) => {
    const contents = await start(name);
    if (contents && !contents.whole) throw notACapture(dir, `${name} is larger than ${maxBytes / 1024 / 1024} MB`);
    return contents?.data.toString("utf8");
  };
  const json = async (name: string) => parseJson(name, await text(name));
  const raw = await json(LAYOUT.manifest);
  if (raw === undefined) throw notACapture(dir, `${LAYOUT.manifest} is not there`);
  const manifest = Manifest.safeParse(raw);
  if (!manifest.success) {
    const { path: at, message } = manifest.error.issues[0] ?? { path: [], message: "unreadable" };
    throw notACapture(dir, `${LAYOUT.manifest}: ${at.join(".") || "content"}: ${message}`);
  }
  return { dir, manifest: manifest.data, start, end, text, json, files: (folder) => listFiles(dir, folder) };
}

/** A name ending in .gz may also lie there without it. */
async function read<T extends Contents>(
  dir: string,
  name: string,
  open: (file: string) => Promise<T>,
): Promise<T | undefined> {
  for (const candidate of name.endsWith(".gz") ? [name, name.slice(0, -3)] : [name]) {
    try {
      const file = await existing(dir, candidate);
      if (file !== undefined) return await open(file);
    } catch (error) {
      throw notACapture(dir, `${candidate}: ${messageOf(error)}`, error);
    }
  }
  return undefined;
}

function parseJson(name: string, text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SitrepError("input", `The capture is damaged: ${name} is not JSON (${messageOf(error)}).`, {
      cause: error,
      hint: "Take it again with: sitrep capture -n NAMESPACE -o DIR",
    });
  }
}

async function listFiles(dir: string, folder: string): Promise<string[]> {
  const [root, real] = await Promise.all([realpath(dir), existing(dir, folder)]);
  if (real === undefined) return [];
  const entries = await readdir(real, { recursive: true, withFileTypes: true });
  // Links are no files here, and folders behind links are not entered.
  const files = entries.filter((entry) => entry.isFile());
  return files
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .sort()
    .slice(0, MAX_FILES);
}

function notACapture(dir: string, why: string, cause?: unknown): SitrepError {
  return new SitrepError("input", `${dir} is not a readable capture: ${why}.`, {
    cause,
    hint: "Take one with: sitrep capture -n NAMESPACE -o DIR",
  });
}
