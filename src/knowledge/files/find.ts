import { readdir, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { messageOf, SitrepError } from "../../core/errors.ts";

/** A Markdown file below one of the folders. */
export interface Found {
  /** Its name in citations: relative to its folder, with `/`. */
  path: string;
  file: string;
  folder: string;
  /** Relative to the folder; differs from `path` when an earlier folder has the same name. */
  relative: string;
  bytes: number;
  /**
   * When the file was written or put in its place, ms since 1970: the later of its mtime and ctime, because a copy and an archive
   * keep the mtime of the original.
   */
  touched: number;
}

/** A file that is not indexed, and why. */
export interface Skipped {
  path: string;
  why: string;
}

const MARKDOWN = /\.(?:md|markdown)$/i;
/** Not documents: tools' own folders, and in a Kubernetes volume the targets (`..data`) of the links that are read anyway. */
const IGNORED = /^\.\.|^\.git$|^node_modules$/;

/**
 * All Markdown files, sorted by path. Links are followed; a folder that was read already is not read again. Throws an `input`
 * error when there is none at all: a disk that is not mounted must not empty the index.
 */
export async function findFiles(
  folders: readonly string[],
  signal?: AbortSignal,
): Promise<{ files: Found[]; skipped: Skipped[] }> {
  const files = new Map<string, Found>();
  const skipped: Skipped[] = [];
  for (const folder of folders) {
    if (!(await stat(folder).catch(() => undefined))?.isDirectory())
      throw new SitrepError("input", `${folder} is not a folder.`, { hint: "Name a folder of Markdown files." });
    const before = files.size;
    for await (const entry of walk(folder, "", new Set(), skipped)) {
      signal?.throwIfAborted();
      const named = path.posix.join(path.basename(folder), entry.relative);
      const name = files.has(entry.relative) ? named : entry.relative;
      if (files.has(name)) skipped.push({ path: name, why: "another folder has the same path" });
      else files.set(name, { ...entry, path: name, folder });
    }
    if (files.size === before) skipped.push({ path: folder, why: "no Markdown file in it" });
  }
  if (files.size === 0) throw nothingFound(skipped);
  return { files: [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1)), skipped };
}

function nothingFound(skipped: readonly Skipped[]): SitrepError {
  const why = skipped.slice(0, 3).map(({ path, why }) => `${path}: ${why}`);
  return new SitrepError("input", `There is nothing to index (${why.join("; ")}).`, {
    hint: "The index stays as it was. Name a folder with .md or .markdown files in it or below.",
  });
}

type Entry = Pick<Found, "file" | "relative" | "bytes" | "touched">;

/** Entries of a folder that are looked at together. */
const AT_ONCE = 64;

async function* walk(root: string, below: string, seen: Set<string>, skipped: Skipped[]): AsyncGenerator<Entry> {
  const here = path.join(root, below);
  const real = await realpath(here);
  if (seen.has(real)) {
    skipped.push({ path: below, why: "links to a folder that is read already" });
    return;
  }
  seen.add(real);
  const names = await list(here, below, skipped);
  for (let at = 0; at < names.length; at += AT_ONCE) {
    const some = names.slice(at, at + AT_ONCE).map((name) => path.posix.join(below, name));
    const read = await Promise.all(some.map(async (relative) => ({ relative, ...(await look(root, relative)) })));
    for (const { relative, file, info, why } of read) {
      if (why) skipped.push({ path: relative, why });
      else if (info?.isDirectory()) yield* walk(root, relative, seen, skipped);
      else if (info?.isFile() && MARKDOWN.test(relative))
        yield { file, relative, bytes: info.size, touched: Math.max(info.mtimeMs, info.ctimeMs) };
      else if (MARKDOWN.test(relative)) skipped.push({ path: relative, why: "not a file" });
    }
  }
}

async function look(root: string, relative: string) {
  const file = path.join(root, relative);
  try {
    return { file, info: await stat(file), why: "" };
  } catch (error) {
    return { file, info: undefined, why: reasonOf(error) };
  }
}

async function list(here: string, below: string, skipped: Skipped[]): Promise<string[]> {
  try {
    const entries = await readdir(here, { withFileTypes: true });
    const wanted = entries.filter(
      (entry) => !IGNORED.test(entry.name) && (!entry.isFile() || MARKDOWN.test(entry.name)),
    );
    return wanted.map((entry) => entry.name).sort();
  } catch (error) {
    skipped.push({ path: below || ".", why: messageOf(error) });
    return [];
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error && "code" in error && error.code === "ENOENT" ? "links to nothing" : messageOf(error);
}
