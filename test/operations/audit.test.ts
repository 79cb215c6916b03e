import { mkdtempSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { sitrep } from "../cli/run.ts";

const CAPTURE = path.resolve("demo/capture");
let home: string;
let flags: string[];
const run = (...words: string[]) => sitrep(home, ...flags, ...words);

beforeAll(async () => {
  home = mkdtempSync(path.join(tmpdir(), "sitrep-audit-"));
  flags = ["--audit", path.join(home, "audit.jsonl"), "--index", path.join(home, "index"), "--capture", CAPTURE];
  await run("ingest", path.resolve("runbooks"));
  await run("ask", "what's wrong with payments?");
  await run("logs", "-n", "payments", "no-such-pod");
});

async function calls(...words: string[]): Promise<{ id: string; tool: string; status: string }[]> {
  const { out } = await run("--json", "audit", "show", ...words);
  return JSON.parse(out).calls;
}

test("show lists calls by caller, tool, status and time", async () => {
  const all = await calls();
  expect(all.slice(0, 3).map(({ tool, status }) => [tool, status])).toEqual([
    ["ingest", "ok"],
    ["investigate", "ok"],
    ["get_pod_logs", "input"],
  ]);
  expect((await calls("--status", "input")).map(({ tool }) => tool)).toEqual(["get_pod_logs"]);
  expect((await calls("--tool", "investigate", "--since", "1h")).length).toBe(1);
  expect(await calls("--caller", "key:nobody")).toEqual([]);
  expect((await run("audit", "show", "--limit", "1")).out).toMatch(
    /^\S+ {2}[0-9a-f-]{36} .*\nleft out: \d+ earlier calls/,
  );
  expect((await run("audit", "show", "--since", "soon")).err).toContain("30m, 12h, 7d");
});

test("explain says what a question was taken for, what was read, which rules fired, and that the answer is the one given", async () => {
  const [call] = await calls("--tool", "investigate");
  const { out } = await run("audit", "explain", String(call?.id));
  expect(out).toContain("asked    investigate");
  expect(out).toContain('about    payments: namespace "payments"');
  expect(out).toMatch(/^rule {5}oom-killed \(cause, harm, high\) on deploy\/payments-api, from 3 facts$/m);
  expect(out).toMatch(/^read {5}kubectl -n payments get pod\//m);
  expect(out).toMatch(/^passage {2}[\d.]+ {2}[\w/-]+\.md#L\d+-L\d+ {2}\S/m);
  expect(out).toContain("as the audit log proves");
  const [refused] = await calls("--status", "input");
  expect((await run("audit", "explain", String(refused?.id))).out).toMatch(/not kept/);
  expect((await run("audit", "explain", "nothing-of-this")).err).toContain("sitrep audit show");
});

test("verify says that the log is as it was, and exits 3 where it is not", async () => {
  const whole = await run("audit", "verify");
  expect([whole.code, whole.out]).toEqual([
    0,
    expect.stringMatching(/^intact: \d+ records in audit\.jsonl\nhead \d+:[0-9a-f]{64}$/),
  ]);
  const [, head = ""] = /head (\S+)/.exec(whole.out) ?? [];
  expect((await run("audit", "verify", "--head", head)).code).toBe(0);
  const file = path.join(home, "audit.jsonl");
  const lines = (await readFile(file, "utf8")).split("\n");
  lines.splice(2, 1);
  await writeFile(file, lines.join("\n"));
  const broken = await run("audit", "verify");
  expect([broken.code, broken.out]).toEqual([3, expect.stringMatching(/^NOT INTACT: record 3 is missing/)]);
});
