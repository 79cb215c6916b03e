import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { messageOf, SitrepError } from "../errors.ts";
import { LAYOUT, Manifest } from "./layout.ts";

const inflate = promisify(gunzip);
/** A capture is small; what unpacks to more than this is broken or hostile. */
const MAX_BYTES = 512 * 1024 * 1024;

/** A capture on disk, read only, file by file. */
export interface CaptureFolder {
  readonly dir: string;
  readonly manifest: Manifest;
  /** The text of a file, unpacked; `undefined` when it is not there. Errors name the file. */
  text(name: string): Promise<string | undefined>;
  /** The same, parsed as JSON. */
  json(name: string): Promise<unknown>;
  /** Names of the files below a folder, relative to the capture, sorted; empty when there is none. */
  files(folder: string): Promise<string[]>;
}

/** Opens a capture; throws an `input` error that says which file is wrong and how to make a capture. */
export async function openCapture(dir: string): Promise<CaptureFolder> {
  const text = (name: string) => readText(dir, name);
  const json = async (name: string) => parseJson(name, await text(name));
  const raw = await json(LAYOUT.manifest);
  if (raw === undefined) throw notACapture(dir, `${LAYOUT.manifest} is not there`);
  const manifest = Manifest.safeParse(raw);
  if (!manifest.success) {
    const { path: at, message } = manifest.error.issues[0] ?? { path: [], message: "unreadable" };
    throw notACapture(dir, `${LAYOUT.manifest}: ${at.join(".") || "content"}: ${message}`);
  }
  return { dir, manifest: manifest.data, text, json, files: (folder) => listFiles(dir, folder) };
}

async function readText(dir: string, name: string): Promise<string | undefined> {
  for (const candidate of name.endsWith(".gz") ? [name, name.slice(0, -3)] : [name]) {
    try {
      const data = await readFile(path.join(dir, candidate));
      const plain = data[0] === 0x1f && data[1] === 0x8b ? await inflate(data, { maxOutputLength: MAX_BYTES }) : data;
      return plain.toString("utf8");
    } catch (error) {
      if (isMissing(error)) continue;
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
  try {
    const entries = await readdir(path.join(dir, folder), { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(dir, path.join(entry.parentPath, entry.name)))
      .sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}

function notACapture(dir: string, why: string, cause?: unknown): SitrepError {
  return new SitrepError("input", `${dir} is not a readable capture: ${why}.`, {
    cause,
    hint: "Take one with: sitrep capture -n NAMESPACE -o DIR",
  });
}
