import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { Client as OldClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport as OldTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { Answer } from "../../../src/core/answer.ts";
import { sitrep } from "../../cli/run.ts";

const QUESTION = { question: "what's wrong with payments?" };

let home: string;
let flags: string[];
let url: string;
let key: string;
let narrow: string;
let server: ChildProcess;

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), "sitrep-http-"));
  flags = ["--index", path.join(home, "index"), "--audit", path.join(home, "audit.jsonl")];
  expect((await sitrep(home, ...flags, "ingest", path.resolve("runbooks"))).code).toBe(0);
  key = await createKey("laptop");
  narrow = await createKey("dashboard", "--tool", "list_workloads", "--days", "30");
  ({ server, url } = await serve("0"));
});
afterAll(async () => {
  server.kill("SIGKILL");
  await rm(home, { recursive: true, force: true });
});

async function createKey(...words: string[]): Promise<string> {
  const { code, out } = await sitrep(home, ...flags, "keys", "create", ...words);
  expect(code).toBe(0);
  return out.trim();
}

/** A server in a process of its own, as it is started by hand. */
async function serve(...words: string[]): Promise<{ server: ChildProcess; url: string }> {
  const args = ["bin/sitrep.ts", ...flags, "--capture", "demo/capture", "serve", "--http", ...words];
  const child = spawn(process.execPath, args, { env: { HOME: home }, stdio: ["ignore", "ignore", "pipe"] });
  for await (const line of child.stderr) {
    const [found] = /https?:\/\/[^\s:]+:\d+/.exec(String(line)) ?? [];
    if (found) return { server: child, url: found };
  }
  throw new Error("the server ended");
}

const withKey = (token = key) => ({ Authorization: `Bearer ${token}` });
const post = (tool: string, body: unknown, headers: Record<string, string> = withKey()) =>
  fetch(`${url}/api/v1/tools/${tool}`, { method: "POST", body: JSON.stringify(body), headers });

test.each([
  { era: "2026", negotiation: { versionNegotiation: { mode: { pin: "2026-07-28" } } } as const },
  { era: "2025", negotiation: {} },
])("a current client asks over MCP, protocol of $era, without a session", async ({ negotiation }) => {
  const client = new Client({ name: "test", version: "1" }, negotiation);
  const transport = new StreamableHTTPClientTransport(new URL(`${url}/mcp`), { requestInit: { headers: withKey() } });
  await client.connect(transport);
  onTestFinished(() => client.close());
  const { structuredContent } = await client.callTool({ name: "investigate", arguments: QUESTION });
  expect(Answer.parse(structuredContent)).toMatchObject({ verdict: "broken", findings: [{ code: "oom-killed" }] });
  expect(transport.sessionId).toBeUndefined();
});

test("a client of the older SDK asks over MCP", async () => {
  const client = new OldClient({ name: "test", version: "1" });
  await client.connect(new OldTransport(new URL(`${url}/mcp`), { requestInit: { headers: withKey() } }) as never);
  onTestFinished(() => client.close());
  expect(await client.callTool({ name: "investigate", arguments: QUESTION })).toMatchObject({
    structuredContent: { verdict: "broken" },
  });
});

test("the same answer as JSON, as text, and as events with its progress", async () => {
  const json = await post("investigate", QUESTION);
  expect([json.status, json.headers.get("cache-control")]).toEqual([200, "no-store"]);
  expect(Answer.parse(await json.json())).toMatchObject({ verdict: "broken" });
  const text = await post("investigate", QUESTION, { ...withKey(), Accept: "text/plain" });
  expect(await text.text()).toContain("payments-api exceeds its memory limit");
  const events = await post("investigate", QUESTION, { ...withKey(), Accept: "text/event-stream" });
  const [, result = ""] = /event: result\ndata: (.*)\n/.exec(await events.text()) ?? [];
  expect(JSON.parse(result)).toMatchObject({ verdict: "broken" });
});

test("the API describes itself, and only what this caller may use", async () => {
  const describe = async (token: string): Promise<{ paths: object }> =>
    JSON.parse(await (await fetch(`${url}/api/v1/openapi.json`, { headers: withKey(token) })).text());
  const all = await describe(key);
  expect(all).toMatchObject({
    openapi: "3.1.0",
    paths: { "/tools/investigate": { post: { operationId: "investigate" } } },
  });
  expect(Object.keys((await describe(narrow)).paths)).toEqual(["/tools/list_workloads"]);
});

test("a key for one tool calls that one, is shown no other, and leaves its name in the audit log", async () => {
  expect((await post("list_workloads", {}, withKey(narrow))).status).toBe(200);
  const refused = await post("investigate", QUESTION, withKey(narrow));
  expect([refused.status, await refused.json()]).toEqual([
    403,
    {
      error: {
        kind: "denied",
        message: "key:dashboard may not call investigate.",
        hint: "It may call: list_workloads.",
      },
    },
  ]);
  const lines = (await readFile(path.join(home, "audit.jsonl"), "utf8"))
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const outcomes = lines.filter(({ caller }) => caller === "key:dashboard").map(({ tool, outcome }) => [tool, outcome]);
  expect(outcomes).toEqual(
    expect.arrayContaining([
      ["investigate", "denied"],
      ["list_workloads", "ok"],
    ]),
  );
  expect(JSON.stringify(lines)).not.toContain(narrow.split("_").at(-1));
});

test("a key for one namespace reads that one, and is told no other", async () => {
  const local = await createKey("local", "--namespace", "default", "kube-system");
  expect((await post("list_workloads", { namespace: "payments" }, withKey(local))).status).toBe(403);
  const all = await post("investigate", { question: "what's wrong?" }, withKey(local));
  const told = await all.text();
  expect(all.status).toBe(200);
  expect(told).not.toContain("payments");
  expect((await sitrep(home, ...flags, "keys", "list")).out).toMatch(/^local .* namespaces default, kube-system$/m);
});

test("a token is in no file, and the key file is its owner's alone", async () => {
  const file = path.join(home, ".local/share/sitrep/keys.json");
  expect((await stat(file)).mode & 0o077).toBe(0);
  expect(await readFile(file, "utf8")).not.toContain(key.split("_").at(-1));
});

test("a revoked key is refused with the next request, without a restart", async () => {
  const gone = await createKey("gone");
  expect((await post("list_workloads", {}, withKey(gone))).status).toBe(200);
  expect((await sitrep(home, ...flags, "keys", "revoke", "gone")).code).toBe(0);
  expect((await post("list_workloads", {}, withKey(gone))).status).toBe(401);
  expect((await sitrep(home, ...flags, "keys", "list")).out).not.toContain("gone");
});

const bad = (token: string) => ({ Authorization: `Bearer ${token}` });
test.each<[string, () => Promise<Response>, number]>([
  ["no key", () => post("investigate", QUESTION, {}), 401],
  ["a wrong secret", () => post("investigate", QUESTION, bad(`${key.slice(0, -4)}AAAA`)), 401],
  ["a name that no key has", () => post("investigate", QUESTION, bad(key.replace("laptop", "nobody"))), 401],
  ["another scheme", () => post("investigate", QUESTION, { Authorization: `Basic ${btoa("a:b")}` }), 401],
  ["MCP without a key", () => fetch(`${url}/mcp`, { method: "POST", body: "{}" }), 401],
  ["metrics without a key", () => fetch(`${url}/metrics`), 401],
  ["another site's page", () => post("investigate", QUESTION, { ...withKey(), Origin: "https://evil.example" }), 403],
  ["a page without an origin", () => post("investigate", QUESTION, { ...withKey(), Origin: "null" }), 403],
  ["a tool that is not there", () => post("nothing", {}), 400],
  ["an operation", () => post("create_key", { name: "x" }), 400],
  ["an argument that is not there", () => post("investigate", { what: 1 }), 400],
  ["no JSON", () => fetch(`${url}/api/v1/tools/investigate`, { method: "POST", body: "{", headers: withKey() }), 400],
  ["a body that is too large", () => post("investigate", { question: "x".repeat(300_000) }), 413],
  ["a path that is not there", () => fetch(`${url}/api/v2/tools`, { headers: withKey() }), 404],
  ["an old session's GET", () => fetch(`${url}/mcp`, { headers: { ...withKey(), Accept: "text/event-stream" } }), 405],
])("%s is refused, and nothing of the cluster is told", async (_what, ask, status) => {
  const response = await ask();
  expect(response.status).toBe(status);
  expect(await response.text()).not.toMatch(/payments-api|checkout|at \w+ \(/);
});

test("a name that somebody points here is not answered", async () => {
  const { hostname, port } = new URL(url);
  const asked = request({ hostname, port, path: "/healthz", headers: { Host: "evil.example" } }).end();
  const [response] = await once(asked, "response");
  expect(response.statusCode).toBe(403);
});

test("health is told to whoever asks: that it lives, and how each source answers, without a name", async () => {
  expect(await (await fetch(`${url}/healthz`)).text()).toBe("ok\n");
  expect(await (await fetch(`${url}/readyz`)).json()).toEqual({
    ready: true,
    sources: { kubernetes: "ok", prometheus: "ok", alertmanager: "ok" },
  });
});

test("calls are counted by tool and outcome, and no label names anything of the cluster", async () => {
  await post("nothing", {});
  const metrics = await (await fetch(`${url}/metrics`, { headers: withKey() })).text();
  expect(metrics).toMatch(/sitrep_calls_total\{tool="investigate",outcome="ok"\} [1-9]/);
  expect(metrics).toMatch(/sitrep_calls_total\{tool="unknown",outcome="input"\} [1-9]/);
  expect(metrics).not.toMatch(/payments|laptop/);
});

test("who tries keys has to wait, and who has one is still served", async () => {
  const { server: other, url: at } = await serve("0");
  onTestFinished(() => void other.kill("SIGKILL"));
  const tries = (token: string) => fetch(`${at}/api/v1/tools`, { headers: withKey(token) });
  expect((await tries(key)).status).toBe(200);
  const answers = await Promise.all(Array.from({ length: 25 }, () => tries(`sitrep_laptop_${"A".repeat(43)}`)));
  const waiting = answers.filter(({ status }) => status === 429);
  expect(answers.map(({ status }) => status).sort()).toEqual([...Array(20).fill(401), ...Array(5).fill(429)]);
  expect(Number(waiting[0]?.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await tries(key)).status).toBe(200);
});

test("a client that sends nothing does not keep others waiting", async () => {
  const { hostname, port } = new URL(url);
  const slow = Array.from({ length: 50 }, () => connect(Number(port), hostname).on("error", () => {}));
  for (const socket of slow) socket.write("POST /mcp HTTP/1.1\r\nHost: localhost\r\n");
  expect((await post("list_workloads", {})).status).toBe(200);
  for (const socket of slow) socket.destroy();
});

test("told to end, it answers what is under way and takes nothing new", async () => {
  const { server: other, url: at } = await serve("0");
  const headers = { ...withKey(), Accept: "text/event-stream" };
  const asked = await fetch(`${at}/api/v1/tools/investigate`, {
    method: "POST",
    body: JSON.stringify(QUESTION),
    headers,
  });
  other.kill("SIGTERM");
  expect(await asked.text()).toContain("event: result");
  const [code] = await once(other, "exit");
  expect(code).toBe(0);
});

test.each([
  ["beyond this machine without keys", ["--http", "0.0.0.0:0"], "sitrep keys create"],
  ["beyond this machine in clear text", ["--http", "0.0.0.0:0"], "--behind-proxy"],
  ["no address", ["--http", "here"], "HOST:PORT"],
  ["half a certificate", ["--http", "0", "--tls-cert", "x.pem"], "--tls-key"],
])("it does not listen: %s", async (what, words, hint) => {
  const empty = path.join(home, "no-keys.json");
  const keys = what.includes("without keys") ? { SITREP_KEYS: empty } : {};
  const child = spawn(process.execPath, ["bin/sitrep.ts", ...flags, "--capture", "demo/capture", "serve", ...words], {
    env: { HOME: home, ...keys },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (text) => {
    said += text;
  });
  const [code] = await once(child, "exit");
  expect([code, said]).toEqual([2, expect.stringContaining(hint)]);
});
