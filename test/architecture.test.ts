import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import type { Rule } from "../src/diagnose/rule.ts";
import { RULES } from "../src/diagnose/rules/index.ts";

const IMPORT = /(?:from|import)\s*\(?\s*"(\.[^"]+)"/g;
const files = globSync("{src,ingest}/**/*.ts").sort();
const texts = new Map(files.map((file) => [file, readFileSync(file, "utf8")]));
/** What each file imports of ours, types too. */
const imports = new Map(
  [...texts].map(([file, text]) => [
    file,
    [...text.matchAll(IMPORT)].map(([, target = ""]) => path.join(path.dirname(file), target)),
  ]),
);
const edges = [...imports].flatMap(([file, targets]) => targets.map((target) => ({ file, target })));

test("imports follow the table in AGENTS.md", () => {
  const table = readTable();
  const broken = edges
    .map(({ file, target }) => ({ file, from: folderOf(file), to: folderOf(target), target }))
    .filter(({ from, to }) => from !== to && !(table.get(from) ?? []).includes(to))
    .map(({ file, target }) => `${file} imports ${target}`);
  expect(table.size).toBeGreaterThan(8);
  expect(broken).toEqual([]);
});

test("rooms of one folder import each other as the table in AGENTS.md says", () => {
  const table = readTable();
  const inRooms = new Set([...table.keys()].filter(isRoom).map(path.dirname));
  const broken = edges
    .map(({ file, target }) => ({ file, from: roomOf(file), to: roomOf(target), target }))
    .filter(({ from, to }) => from !== to && inRooms.has(path.dirname(from)) && to.startsWith(path.dirname(from)))
    .filter(({ from, to }) => !(table.get(from) ?? []).includes(to))
    .map(({ file, target }) => `${file} imports ${target}`);
  expect(inRooms.size).toBeGreaterThan(0);
  expect(broken).toEqual([]);
});

test("every folder of the program is in the table", () => {
  const known = readTable();
  expect([...new Set(files.map(folderOf))].filter((folder) => !known.has(folder))).toEqual([]);
});

test("a source never imports another source", () => {
  const sourceOf = (file: string) => /^src\/sources\/([^/]+)\//.exec(file)?.[1];
  const broken = edges
    .filter(({ file, target }) => sourceOf(file) && sourceOf(target) && sourceOf(file) !== sourceOf(target))
    .map(({ file, target }) => `${file} imports ${target}`);
  expect(broken).toEqual([]);
});

test("no front imports what governance stands around", () => {
  const table = readTable();
  const reached = ["src/cli", "src/server"].flatMap((front) => table.get(front) ?? []);
  expect([...new Set(reached)].sort()).toEqual(["src/app.ts", "src/core", "src/identity", "src/server"]);
});

test("no two files import each other, not even types, directly or round about", () => {
  expect(circles()).toEqual([]);
});

const MAX_RULE_LINES = 60;
const definesRule = (file: string) => texts.get(file)?.includes("defineRule(") ?? false;
const familyFiles = files.filter((file) => /^src\/diagnose\/rules\/[^/]+\/(?!index\.ts)/.test(file));

test("a rule is at most 60 lines", () => {
  const long = familyFiles.filter(definesRule).filter((file) => linesOf(file) > MAX_RULE_LINES);
  expect(long.map((file) => `${file}: ${linesOf(file)} lines`)).toEqual([]);
});

test("every rule is listed by its family, once, under the code that its file is named for", () => {
  expect(RULES.length).toBeGreaterThan(200);
  expect(RULES.map(({ code }) => code).filter((code, i, all) => all.indexOf(code) !== i)).toEqual([]);
  const imported = new Set(edges.map(({ target }) => target));
  expect(familyFiles.filter((file) => !imported.has(file))).toEqual([]);
  const strangers = RULES.filter((rule) => !familyFiles.some((file) => isNamedFor(file, rule)));
  expect(strangers.map(({ code, family }) => `${family}/${code}`)).toEqual([]);
});

/** A rule that is there for each kind of probe has the kind before the name of its file. */
function isNamedFor(file: string, { code, family }: Rule): boolean {
  const name = code.replace(/^(?:readiness|liveness|startup)-probe-/, "");
  return file === `src/diagnose/rules/${family}/${name}.ts` || file === `src/diagnose/rules/${family}/${code}.ts`;
}

function linesOf(file: string): number {
  return (texts.get(file) ?? "").split("\n").length - 1;
}

/** Files that reach themselves by imports, each circle as one line. */
function circles(): string[] {
  const reached = new Map(files.map((file) => [file, reachedFrom(file)]));
  const inCircle = files.filter((file) => reached.get(file)?.has(file));
  const circleOf = (file: string) =>
    inCircle.filter((other) => reached.get(file)?.has(other) && reached.get(other)?.has(file)).join(" ↔ ");
  return [...new Set(inCircle.map(circleOf))];
}

function reachedFrom(file: string): Set<string> {
  const found = new Set<string>();
  const open = [...(imports.get(file) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    open.push(...(imports.get(next) ?? []));
  }
  return found;
}

function readTable(): Map<string, string[]> {
  const rows = readFileSync("AGENTS.md", "utf8").matchAll(/^\| `([^`|]+)` \|([^|]*)\|$/gm);
  return new Map(
    [...rows].map(([, folder = "", allowed = ""]) => [
      folder,
      [...allowed.matchAll(/`([^`]+)`/g)].map((m) => m[1] ?? ""),
    ]),
  );
}

const isRoom = (folder: string) => folder.split("/").length > 2;

/** `src/knowledge/rank`, or `src/knowledge` for a file that lies there itself. */
function roomOf(file: string): string {
  return path.dirname(file).split("/").slice(0, 3).join("/");
}

function folderOf(file: string): string {
  const [first = "", second = ""] = file.split("/");
  return first === "src" ? `src/${second}` : first;
}
