import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { sitrep } from "../cli/run.ts";

/** Not a dependency: with its own terminal and web pages it would double what a checkout installs. The date pins what it brings. */
const INSPECTOR = ["--package=@modelcontextprotocol/inspector@2.12.0", "--before=2026-11-01"];
const FETCH_MS = 300_000;

test("the inspector lists and calls the tools, and finds their schemas portable", { timeout: FETCH_MS }, async () => {
  const home = await mkdtemp(path.join(tmpdir(), "sitrep-inspector-"));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  await writeFile(path.join(home, "catalogue.json"), "{}");
  const flags = ["--index", path.join(home, "index"), "--audit", path.join(home, "audit.jsonl")];
  flags.push("--runbooks", path.resolve("runbooks"), "--capture", path.resolve("demo/capture"));
  expect(await sitrep(home, ...flags, "ingest")).toMatchObject({ code: 0 });
  const inspect = (...words: string[]) =>
    promisify(execFile)(
      "npm",
      // biome-ignore format: one line a program
      ["exec", "--yes", ...INSPECTOR, "--",
        "mcp-inspector", "--cli", process.execPath, "bin/sitrep.ts", ...flags, "serve", ...words, "--format", "json"],
      { env: { ...process.env, MCP_CATALOG_PATH: path.join(home, "catalogue.json") } },
    );
  const listed = await inspect("--method", "tools/list", "--strict");
  expect(listed.stdout).toContain("search_runbooks");
  const search = ["--method", "tools/call", "--tool-name", "search_runbooks"];
  const called = await inspect(...search, "--tool-args-json", '{"question":"payments-api OOMKilled"}');
  expect(called.stdout).toContain("payments-oom.md");
});
