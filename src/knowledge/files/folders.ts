import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { linesOf } from "./lines.ts";

/**
 * Where the file of a document may be: below the first folder that has it; a name that an earlier folder already uses
 * is written with its folder's own name in front (`team-b/README.md`). Nothing outside the folders is ever named.
 */
export function placesOf(folders: readonly string[], document: string): string[] {
  const clean = path.posix.normalize(document);
  if (path.isAbsolute(clean) || clean === ".." || clean.startsWith("../")) return [];
  const [first = "", ...rest] = clean.split("/");
  const direct = folders.map((folder) => path.join(folder, clean));
  const named = folders.filter((folder) => rest.length > 0 && path.basename(folder) === first);
  return [...direct, ...named.map((folder) => path.join(folder, ...rest))];
}

/** The lines of a document as its file has them now; `undefined` when there is no such file. */
export async function readLines(folders: readonly string[], document: string): Promise<string[] | undefined> {
  for (const file of placesOf(folders, document)) {
    const found = await stat(file).catch(() => undefined);
    if (found?.isFile()) return linesOf(await readFile(file, "utf8"));
  }
  return undefined;
}
