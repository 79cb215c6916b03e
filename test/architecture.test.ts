import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const IMPORT = /(?:from|import)\s*\(?\s*"(\.[^"]+)"/g;
const files = globSync("{src,ingest}/**/*.ts").sort();

test("imports follow the table in AGENTS.md", () => {
  const table = readTable();
  const broken = imports()
    .map(({ file, target }) => ({ file, from: folderOf(file), to: folderOf(target), target }))
    .filter(({ from, to }) => from !== to && !(table.get(from) ?? []).includes(to))
    .map(({ file, target }) => `${file} imports ${target}`);
  expect(table.size).toBeGreaterThan(8);
  expect(broken).toEqual([]);
});

test("a source never imports another source", () => {
  const sourceOf = (file: string) => /^src\/sources\/([^/]+)\//.exec(file)?.[1];
  const broken = imports()
    .filter(({ file, target }) => sourceOf(file) && sourceOf(target) && sourceOf(file) !== sourceOf(target))
    .map(({ file, target }) => `${file} imports ${target}`);
  expect(broken).toEqual([]);
});

test("every folder of the program is in the table", () => {
  const known = readTable();
  expect([...new Set(files.map(folderOf))].filter((folder) => !known.has(folder))).toEqual([]);
});

function readTable(): Map<string, string[]> {
  const rows = readFileSync("AGENTS.md", "utf8").matchAll(/^\| `([^`|]+)` \|([^|]*)\|$/gm);
  return new Map(
    [...rows].map(([, folder = "", allowed = ""]) => [
      folder,
      [...allowed.matchAll(/`([^`]+)`/g)].map((m) => m[1] ?? ""),
    ]),
  );
}

function imports() {
  return files.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(IMPORT)].map((match) => ({
      file,
      target: path.join(path.dirname(file), match[1] ?? ""),
    })),
  );
}

function folderOf(file: string): string {
  const [first = "", second = ""] = file.split("/");
  return first === "src" ? `src/${second}` : first;
}
