import { contentOf, hashOf } from "./content.ts";
import { type Found, findFiles } from "./find.ts";

/** How the files differ from what is indexed of them; paths as in citations. */
export interface Differences {
  changed: string[];
  added: string[];
  deleted: string[];
  /** Files that may differ and were not read, because there are too many. */
  unread: number;
}

/** Clocks of file systems are coarse, at worst in steps of 2 s (FAT). */
const COARSE_MS = 2_000;
/** Bounds of one comparison: a clone or a restored backup makes every file look new. */
const MAX_FILES = 1_000;
const MAX_BYTES = 32 * 1024 * 1024;
const AT_ONCE = 16;

/**
 * Compares files with the index. A file that was not touched since the last ingest began (ms since 1970) is as it was; only the
 * others are read. One that the ingest saw and refused, and that was not touched since, is no new document.
 */
export async function compare(
  pages: readonly { path: string; hash: string }[],
  folders: readonly string[],
  started: number,
  signal: AbortSignal,
): Promise<Differences> {
  const { files } = await findFiles(folders, signal);
  const known = new Map(pages.map(({ path, hash }) => [path, hash]));
  const present = new Set(files.map(({ path }) => path));
  const touched = files.filter((file) => file.touched >= started - COARSE_MS);
  const read = withinBounds(touched);
  const found: Differences = {
    changed: [],
    added: [],
    deleted: [...known.keys()].filter((path) => !present.has(path)),
    unread: touched.length - read.length,
  };
  for (let at = 0; at < read.length; at += AT_ONCE) {
    signal.throwIfAborted();
    const some = read
      .slice(at, at + AT_ONCE)
      .map(async (file) => ({ file, how: await differs(file, known.get(file.path)) }));
    for (const { file, how } of await Promise.all(some)) if (how) found[how].push(file.path);
  }
  return found;
}

function withinBounds(files: readonly Found[]): Found[] {
  let bytes = 0;
  return files.slice(0, MAX_FILES).filter((file) => {
    bytes += file.bytes;
    return bytes <= MAX_BYTES;
  });
}

async function differs(file: Found, known: string | undefined): Promise<"changed" | "added" | undefined> {
  if (known === undefined) return "why" in (await contentOf(file)) ? undefined : "added";
  const hash = await hashOf(file);
  return typeof hash === "string" && hash !== known ? "changed" : undefined;
}
