import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { beforeEach, expect, test } from "vitest";
import { createApp } from "../../src/app.ts";
import { sitrep } from "../cli/run.ts";
import { temporaryFolder } from "../ingest/fixture.ts";
import { installTinyModel } from "../knowledge/tiny-model.ts";

const CAPTURE = path.resolve("demo/capture");
let home: string;
let audit: string;
beforeEach(() => {
  home = temporaryFolder();
  audit = path.join(home, "audit.jsonl");
});

async function audited() {
  const lines = (await readFile(audit, "utf8")).trim().split("\n");
  return lines.map((line) => JSON.parse(line)).filter(({ phase }) => phase !== "test");
}

test.each([
  { says: "ingest", words: ["ingest", path.resolve("runbooks/payments")] },
  { says: "capture", words: ["--capture", CAPTURE, "capture", "-n", "payments", "-o", "recorded"] },
  { says: "doctor", words: ["--capture", CAPTURE, "doctor"] },
  { says: "eval_diagnosis", words: ["eval", "diagnosis", path.resolve("test/captures/address-misspelt")] },
  { says: "eval_retrieval", words: ["eval", "retrieval", "questions.yaml"] },
  { says: "pull_model", words: ["model", "pull", "tiny"] },
])("$says on the command line leaves its lines in the audit log", async ({ says, words }) => {
  installTinyModel(path.join(home, "models"), "tiny", ["payments"]);
  await writeFile(path.join(home, "questions.yaml"), "- question: payments\n  expected: none\n");
  await sitrep(home, "--audit", audit, "--models", path.join(home, "models"), ...words);
  expect(await audited()).toMatchObject([
    { phase: "begin", tool: says, effect: "operate" },
    { phase: "end", tool: says, effect: "operate" },
  ]);
});

test("doctor says that the audit log cannot be written, and everything else as well; nothing else runs", async () => {
  await writeFile(path.join(home, "file"), "");
  const broken = ["--audit", path.join(home, "file", "audit.jsonl"), "--capture", CAPTURE];
  const { code, out } = await sitrep(home, ...broken, "doctor");
  expect(code).toBe(1);
  expect(out).toMatch(/^FAILED +audit +The audit log .* cannot be written/m);
  expect(out).toMatch(/--audit FILE/);
  expect(out).toMatch(/^ok +kubernetes/m);
  expect(await sitrep(home, ...broken, "ask", "-n", "payments")).toMatchObject({ code: 2, out: "" });
});

test("doctor names what fixes each check, under the earlier name too", async () => {
  const { out } = await sitrep(home, "--json", "--audit", "off", "--capture", CAPTURE, "--runbooks", home, "doctor");
  const { checks } = JSON.parse(out);
  expect(checks.find(({ name }: { name: string }) => name === "runbooks")).toMatchObject({
    fix: "sitrep ingest FOLDER",
    mend: "sitrep ingest FOLDER",
  });
});

test("a server holds no operation, and refuses one that is called by name", async () => {
  const app = await createApp({
    flags: { audit, index: path.join(home, "index") },
    env: { HOME: home },
    cwd: home,
    capture: CAPTURE,
    log: () => {},
  });
  expect(Object.keys(app).sort()).toEqual(["call", "close", "keys", "oidc", "probe", "tools"]);
  expect(app.tools.map(({ effect }) => effect)).not.toContain("operate");
  const signal = AbortSignal.timeout(5_000);
  const call = { tool: "ingest", input: { folders: [home] }, caller: { id: "agent", session: "s" }, signal };
  await expect(app.call(call)).rejects.toMatchObject({ kind: "input" });
  expect(await audited()).toMatchObject([{ tool: "ingest" }, { phase: "end", outcome: "input" }]);
  await app.close();
});
