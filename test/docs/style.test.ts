import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { RULES } from "../../src/diagnose/rules/index.ts";
import { sitrep } from "../cli/run.ts";
import { temporaryFolder } from "../ingest/fixture.ts";

const STYLE = "docs/style.md";
const ROW = /^\| (?!not \||-)(.+?) \| (.+?) \|$/gm;
/** Rows of the table: what is not to be said, and what is said instead. */
const WORDS = [...readFileSync(STYLE, "utf8").matchAll(ROW)].flatMap(([, not = "", but = ""]) =>
  not.split(", ").map((phrase) => ({ phrase, but, pattern: new RegExp(`(?<![\\w-])${phrase}(?![\\w-])`, "i") })),
);

function flaws(where: string, text: string): string[] {
  const flat = text.replace(/\s+/g, " ");
  return WORDS.filter(({ pattern }) => pattern.test(flat)).map(
    ({ phrase, but }) => `${where}: "${phrase}", better: ${but}`,
  );
}

/** What a file of code may print: its literals, not its names and comments. */
function literals(file: string): string {
  const code = readFileSync(file, "utf8").replace(/^\s*(?:\/\/|\/?\*).*$/gm, "");
  return (code.match(/"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g) ?? []).join("\n");
}

/** Prose without what is quoted as code: a field keeps its name. */
function prose(file: string): string {
  return readFileSync(file, "utf8").replace(/`[^`\n]*`/g, "");
}

const codeIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => path.join(folder, file));

test("the table is read, and a phrase of it is found", () => {
  expect(WORDS.length).toBeGreaterThan(30);
  expect(flaws("x", "The pod keeps\nending.")).toEqual(['x: "keeps ending", better: keeps exiting, keeps restarting']);
});

test("rules say what they mean in the field's words", () => {
  const texts = RULES.flatMap(({ code, meaning, needs, remedy, disproof }) =>
    [meaning, needs, remedy, disproof].flatMap((text) => flaws(code, text)),
  );
  expect(texts).toEqual([]);
});

test.each(["src/diagnose", "src/tools", "src/cli", "src/operations", "src/core", "src/sources", "src/knowledge"])(
  "what %s prints is in the field's words",
  (folder) => {
    expect(codeIn(folder).flatMap((file) => flaws(file, literals(file)))).toEqual([]);
  },
);

test("so are the README, AGENTS.md and the pages of docs", () => {
  const pages = readdirSync("docs").filter((file) => file.endsWith(".md"));
  const files = ["README.md", "AGENTS.md", ...pages.map((file) => path.join("docs", file))];
  expect(files.filter((file) => file !== STYLE).flatMap((file) => flaws(file, prose(file)))).toEqual([]);
});

test.each([[], ["ask"], ["search"], ["check"], ["capture"], ["ingest"], ["serve"], ["keys"], ["eval"], ["doctor"]])(
  "so is the help of %s",
  async (...words) => {
    const { out } = await sitrep(temporaryFolder(), ...words, "--help");
    expect(out).toContain("Usage:");
    expect(flaws("help", out)).toEqual([]);
  },
);
