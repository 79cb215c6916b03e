import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { mkdtemp, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { progressLine } from "../../src/cli/progress.ts";
import { temporaryFolder } from "../ingest/fixture.ts";
import { installTinyModel } from "../knowledge/tiny-model.ts";
import { sitrep } from "./run.ts";

let home: string;
let flags: string[];

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), "sitrep-cli-"));
  installTinyModel(path.join(home, "models"), "team/tiny", ["payments", "memory", "limit"]);
  await writeFile(
    path.join(home, "questions.yaml"),
    "- question: payments-api OOMKilled\n  expected: payments/payments-oom.md\n",
  );
  flags = ["--index", "index", "--models", "models", "--audit", "off", "--runbooks", path.resolve("runbooks")];
  expect(await sitrep(home, ...flags, "ingest")).toMatchObject({ code: 0, err: "" });
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const withCapture = () => [...flags, "--capture", path.resolve("demo/capture")];

test.each([
  {
    words: ["ask", "what's wrong with payments?"],
    code: 3,
    has: { verdict: "broken", findings: [{ code: "oom-killed" }] },
  },
  { words: ["check", "-n", "payments"], code: 3, has: { decision: "no-go" } },
  { words: ["search", "payments-api OOMKilled"], code: 0, has: { passages: [{ path: "payments/payments-oom.md" }] } },
  { words: ["search", "zebra unicorns"], code: 4, has: { coverage: "none", passages: [] } },
  { words: ["ingest"], code: 0, has: { unchanged: expect.any(Number), added: 0 } },
  {
    words: ["doctor"],
    code: 0,
    has: { checks: expect.arrayContaining([expect.objectContaining({ name: "kubernetes" })]) },
  },
  { words: ["model", "pull", "team/tiny"], code: 0, has: { id: "team/tiny", from: "already there" } },
  {
    words: ["capture", "-n", "payments", "-o", "recorded"],
    code: 0,
    has: { dir: "recorded", sources: expect.any(Array) },
  },
  { words: ["eval", "retrieval", "questions.yaml"], code: 0, has: { covered: { asked: 1, first: 1 } } },
])("$words --json: one JSON document on stdout, nothing on stderr, exit code $code", async ({ words, code, has }) => {
  const ran = await sitrep(home, ...withCapture(), ...words, "--json");
  expect(ran).toMatchObject({ code, err: "" });
  const data = JSON.parse(ran.out);
  if (Array.isArray(data.passages)) data.passages.splice(1);
  expect(data).toMatchObject(has);
});

test("eval diagnosis --json scores a folder of cases", async () => {
  const { cp } = await import("node:fs/promises");
  await cp("demo/capture", path.join(home, "cases/one"), { recursive: true });
  const expected = { object: { kind: "Deployment", name: "payments-api" }, code: "oom-killed", question: "payments?" };
  await writeFile(path.join(home, "cases/one/expected.json"), JSON.stringify(expected));
  const { code, out, err } = await sitrep(home, ...flags, "eval", "diagnosis", "cases", "--json");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(JSON.parse(out)).toMatchObject({ cases: [{ case: "one", object: true, cause: true }], failed: [] });
});

function start(...words: string[]) {
  const program = path.resolve("bin/sitrep.ts");
  return spawn(process.execPath, [program, ...words], { cwd: home, env: { HOME: home, PATH: process.env.PATH ?? "" } });
}

async function run(...words: string[]) {
  const child = start(...words);
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on("data", (chunk) => out.push(chunk));
  child.stderr.on("data", (chunk) => err.push(chunk));
  const [code] = await once(child, "close");
  return { code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() };
}

test("in a pipe there is no progress, no colour and no cursor movement", async () => {
  const ingest = await run(...flags, "--index", "another-index", "ingest");
  expect(ingest).toMatchObject({ code: 0, err: "" });
  expect(ingest.out).toMatch(/^\d+ documents/);
  const ask = await run(...withCapture(), "ask", "what's wrong with payments?");
  expect(ask).toMatchObject({ code: 3, err: "" });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
  expect(ingest.out + ask.out).not.toMatch(/[\u001b\r]/);
});

test("a reader that stops reading is no error", async () => {
  const child = start(...withCapture(), "ask", "what's wrong with payments?");
  child.stdout.destroy();
  const err: Buffer[] = [];
  child.stderr.on("data", (chunk) => err.push(chunk));
  await once(child, "close");
  expect(Buffer.concat(err).toString()).toBe("");
});

test("on a terminal progress is one line, never wider than the terminal, and goes away", () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const written: string[] = [];
  const stream = { isTTY: true, columns: 20, write: (text: string) => written.push(text) > 0 };
  const line = progressLine("waiting for ask", stream);
  vi.advanceTimersByTime(900);
  expect(written).toEqual([]);
  vi.advanceTimersByTime(1_200);
  line.show(`1/3 ${"folder/".repeat(10)}page.md`);
  vi.advanceTimersByTime(1_000);
  line.clear();
  vi.advanceTimersByTime(5_000);
  const shown = written.map((text) => text.slice("\r\u001b[K".length));
  expect(shown).toEqual([
    "1 s  waiting for as",
    "2 s  waiting for as",
    "1/3 folder/folder/f",
    "3 s  1/3 folder/fol",
    "",
  ]);
});

test("without a home nothing is written into the folder that somebody works in", async () => {
  const cwd = temporaryFolder();
  const flags = ["--audit", "off", "--capture", path.resolve("demo/capture")];
  const asked = spawn(process.execPath, [path.resolve("bin/sitrep.ts"), ...flags, "ask", "payments"], { cwd, env: {} });
  expect(await once(asked, "exit")).toEqual([3, null]);
  expect(await readdir(cwd)).toEqual([]);
});
