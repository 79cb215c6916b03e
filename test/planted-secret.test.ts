import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { progressLine } from "../src/cli/progress.ts";
import { SitrepError } from "../src/core/errors.ts";
import { boundary } from "../src/governance/boundary.ts";
import { sitrep } from "./cli/run.ts";
import { kubeconfig } from "./sources/kubernetes/kubeconfig.ts";
import { startOddServer } from "./sources/odd-server.ts";

// Assembled, so that no scanner takes this file for a leak.
const SECRET = ["Zq8", "vT3", "mK9", "xW2", "pL6", "Rb4"].join("");
const SAID = `refresh failed for refresh_token=${SECRET} (Authorization: Bearer ${SECRET}), db postgres://app:${SECRET}@db`;

let home: string;
let odd: Awaited<ReturnType<typeof startOddServer>>;
let flags: string[];
const printed: string[] = [];

/** A login program, a Prometheus and an Alertmanager that fail and quote a secret, and a document that bears one. */
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), "sitrep-planted-"));
  odd = await startOddServer((_, response) =>
    response.writeHead(422).end(JSON.stringify({ status: "error", errorType: "bad_data", error: SAID })),
  );
  await mkdir(path.join(home, "given", "docs"), { recursive: true });
  await writeFile(
    path.join(home, "given", "docs", "ledger.md"),
    `# Ledger logins\n\nWhen the ledger refuses logins, ${SAID}.\n`,
  );
  const command = path.join(home, "given", "issue-token");
  await writeFile(command, `#!/bin/sh\necho '${SAID}' >&2\nexit 1\n`, { mode: 0o755 });
  const exec = { apiVersion: "client.authentication.k8s.io/v1", command, interactiveMode: "Never" };
  const config = await kubeconfig({ server: "https://127.0.0.1:1" }, { exec }, path.join(home, "given"));
  const urls = ["--prometheus-url", odd.url, "--alertmanager-url", odd.url];
  flags = [
    "--index",
    path.join(home, "index"),
    "--audit",
    path.join(home, "audit.jsonl"),
    "--kubeconfig",
    config,
    ...urls,
  ];
});
afterAll(async () => {
  await odd.stop();
  await rm(home, { recursive: true, force: true });
});

async function run(...words: string[]): Promise<string> {
  const { out, err } = await sitrep(home, ...flags, ...words);
  printed.push(out, err);
  return out + err;
}

test("what a login program, a server and a document say is told without their secrets", async () => {
  await run("ingest", path.join(home, "given", "docs"));
  expect(await run("doctor")).toContain("refresh failed for refresh_token=[redacted:");
  expect(await run("ask", "what's wrong with ledger?")).toContain("[redacted:");
  expect(await run("--json", "ask", `ledger says password=${SECRET}`)).toContain("[redacted:");
  expect(await run("search", "ledger refuses logins")).toContain("[redacted:");
  await run("check", "-n", "ledger");
  await run("capture", "-n", "ledger", "-o", path.join(home, "incident"));
  await writeFile(path.join(home, "given", "sitrep.yaml"), `prometheus: { url: "http://x", token: [${SECRET}\n`);
  await run("--config", path.join(home, "given", "sitrep.yaml"), "doctor");
  expect(printed.join("\n")).not.toContain(SECRET);
}, 60_000);

test("nor does the server, in answers, errors, resources and its own log", async () => {
  const said = await speak([
    { method: "tools/call", params: { name: "query_prometheus", arguments: { query: "up{a='1'}" } } },
    { method: "tools/call", params: { name: "get_alerts", arguments: {} } },
    { method: "tools/call", params: { name: "list_failing_pods", arguments: {} } },
    { method: "tools/call", params: { name: "search_runbooks", arguments: { question: `password=${SECRET}` } } },
    { method: "resources/read", params: { uri: "runbook://ledger.md" } },
    { method: "resources/read", params: { uri: `runbook://none?token=${SECRET}` } },
  ]);
  expect(said).toContain("[redacted:");
  expect(said).not.toContain(SECRET);
}, 60_000);

test("nothing that sitrep wrote holds it: audit log, index, capture", async () => {
  const files = await readdir(home, { recursive: true, withFileTypes: true });
  const own = files.filter((entry) => entry.isFile() && !entry.parentPath.includes("given"));
  const holding = await Promise.all(
    own.map(async (entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return (await readFile(file)).includes(SECRET) ? [file] : [];
    }),
  );
  expect(own.map(({ name }) => name)).toContain("audit.jsonl");
  expect(holding.flat()).toEqual([]);
});

test("progress and errors of every making", async () => {
  const shown: string[] = [];
  progressLine("waiting", { isTTY: true, columns: 200, write: (text: string) => shown.push(text) > 0 }).show(
    `reading ${SAID}`,
  );
  const error = new SitrepError("setup", SAID, { hint: SAID });
  shown.push(error.message, error.hint ?? "", error.stack ?? "");
  const failing = boundary((message) => void shown.push(message));
  const call = { tool: "t", input: {}, caller: { id: "x", session: "s" }, signal: new AbortController().signal };
  await failing(call, () => Promise.reject(new Error(SAID))).catch(({ message }) => shown.push(message));
  expect(shown).toHaveLength(6);
  expect(shown.join("\n")).not.toContain(SECRET);
});

/** Speaks MCP with a server on stdio; gives all that it wrote, its log included. */
async function speak(requests: readonly object[]): Promise<string> {
  const env = { HOME: home, PATH: process.env.PATH };
  const child = spawn(process.execPath, [path.resolve("bin/sitrep.ts"), ...flags, "serve"], { env });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  const send = (message: object) => child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
  const clientInfo = { name: "test", version: "1" };
  send({ id: 0, method: "initialize", params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo } });
  send({ method: "notifications/initialized" });
  child.stdin.write(`{"jsonrpc": "2.0", "password": "${SECRET}" \n`);
  for (const [i, request] of requests.entries()) send({ id: i + 1, ...request });
  for (let at = 0; at < 400 && !answered(said, requests.length); at++)
    await new Promise((resolve) => setTimeout(resolve, 100));
  child.stdin.end();
  await new Promise((resolve) => child.once("close", resolve));
  expect(answered(said, requests.length)).toBe(true);
  return said;
}

function answered(said: string, requests: number): boolean {
  return Array.from({ length: requests }, (_, i) => `"id":${i + 1}`).every((id) => said.includes(id));
}
