import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { sitrep } from "../cli/run.ts";

let home: string;
let flags: string[];
/** A Prometheus that takes requests and never answers. */
let silent: Server;

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), "sitrep-stdio-"));
  flags = ["--index", path.join(home, "index"), "--audit", path.join(home, "audit.jsonl")];
  expect((await sitrep(home, ...flags, "ingest", path.resolve("runbooks"))).code).toBe(0);
  silent = createServer(() => {});
  silent.listen(0, "127.0.0.1");
  await once(silent, "listening");
});
afterAll(() => {
  silent.closeAllConnections();
  silent.close();
  rmSync(home, { recursive: true, force: true });
});

const environment = () => ({ HOME: home, PATH: process.env.PATH ?? "" });
const command = (...more: string[]) => [path.resolve("bin/sitrep.ts"), ...flags, ...more, "serve"];
const CAPTURE = ["--capture", path.resolve("demo/capture")];

async function connect(...more: string[]): Promise<Client> {
  const client = new Client({ name: "test", version: "1" });
  const args = command(...more);
  await client.connect(new StdioClientTransport({ command: process.execPath, args, env: environment() }));
  onTestFinished(() => client.close());
  return client;
}

async function call(client: Client, name: string, args: Record<string, unknown>) {
  const { isError = false, content } = await client.callTool({ name, arguments: args });
  const [first] = content;
  return { isError, text: first?.type === "text" ? first.text : "" };
}

test("every tool has a title, a description, both schemas and says that it only reads", async () => {
  const { tools } = await (await connect(...CAPTURE)).listTools();
  expect(tools.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["investigate", "search_runbooks", "list_failing_pods", "get_alerts", "check_deploy"]),
  );
  expect(tools.length).toBeLessThanOrEqual(16);
  for (const { name, title, description, inputSchema, outputSchema, annotations } of tools) {
    expect([name, title, description].every(Boolean)).toBe(true);
    expect(inputSchema.properties).toHaveProperty("max_tokens");
    expect(outputSchema?.type).toBe("object");
    expect(annotations).toMatchObject({ readOnlyHint: true, destructiveHint: false });
  }
});

test("without a live system the tools over documents are there, and only those", async () => {
  const { tools } = await (await connect()).listTools();
  const names = tools.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["search_runbooks", "get_runbook", "check_citation"]));
  expect(names).not.toContain("list_failing_pods");
});

test.each([
  { says: "a question of the wrong type", args: { question: 7 }, error: /question: .*expected string/ },
  { says: "a missing question", args: {}, error: /question: .*expected string/ },
  { says: "an unknown field", args: { question: "x", colour: "red" }, error: /colour/ },
  { says: "a question that is too long", args: { question: "x".repeat(20_001) }, error: /question: .*20000/ },
  { says: "a limit out of range", args: { question: "x", limit: 500 }, error: /limit: .*20/ },
  { says: "too few tokens", args: { question: "x", max_tokens: 1 }, error: /max_tokens: .*500/ },
])("$says is refused with what is allowed", async ({ args, error }) => {
  const { isError, text } = await call(await connect(), "search_runbooks", args);
  expect(isError).toBe(true);
  expect(text).toMatch(error);
  expect(text).toMatch(/It takes: question, alert, service, kind, limit, max_tokens\.$/);
});

test("an unknown tool is an error that names the tools", async () => {
  await expect(call(await connect(), "delete_everything", {})).rejects.toThrow(/search_runbooks/);
});

async function lastAudited(): Promise<unknown> {
  const lines = (await readFile(path.join(home, "audit.jsonl"), "utf8")).trim().split("\n");
  return JSON.parse(lines.at(-1) ?? "");
}

test("a refused call is in the audit log too", async () => {
  await call(await connect(), "search_runbooks", { question: "x", limit: 499 });
  expect(await lastAudited()).toMatchObject({ tool: "search_runbooks", phase: "end", outcome: "input" });
});

test.each([
  {
    says: "arguments that are no object",
    params: { name: "search_runbooks", arguments: "DROP TABLE" },
    tool: "search_runbooks",
  },
  { says: "arguments that are a list", params: { name: "search_runbooks", arguments: [1] }, tool: "search_runbooks" },
  { says: "a name that is no name", params: { name: 7, arguments: {} }, tool: "" },
  { says: "no parameters", params: undefined, tool: "" },
  { says: "a tool that is not there", params: { name: "delete_everything", arguments: {} }, tool: "delete_everything" },
  { says: "an operation", params: { name: "ingest", arguments: { folders: ["/"] } }, tool: "ingest" },
])("$says: the call is refused, and is in the audit log", async ({ params, tool }) => {
  const { lines } = await speak(command(), async ({ write, answered }) => {
    write(INITIALIZE);
    write({ jsonrpc: "2.0", id: 2, method: "tools/call", params });
    await answered(2);
  });
  expect(JSON.parse(lines[1] ?? "")).toMatchObject({ id: 2, error: { code: expect.any(Number) } });
  expect(await lastAudited()).toMatchObject({ tool, phase: "end", outcome: "input" });
});

test("a resource is read through governance, as get_runbook; what is none says why", async () => {
  const client = await connect();
  const { contents } = await client.readResource({ uri: "runbook://payments/payments-oom.md" });
  expect(contents[0]).toMatchObject({ text: expect.stringContaining("# ") });
  expect(await lastAudited()).toMatchObject({ tool: "get_runbook", phase: "end", outcome: "ok" });
  await expect(client.readResource({ uri: "runbook://nowhere.md" })).rejects.toThrow(/no document nowhere\.md/);
  await expect(client.readResource({ uri: "runbook://%E0%A4%A" })).rejects.toThrow(/%25/);
});

test("a call that the client cancels stops at the system that was asked, and the server goes on", async () => {
  const address = silent.address();
  const port = typeof address === "object" ? address?.port : 0;
  const client = await connect("--prometheus-url", `http://127.0.0.1:${port}`);
  const asked = once(silent, "request");
  const controller = new AbortController();
  const call = client.callTool({ name: "query_prometheus", arguments: { query: "up" } }, { signal: controller.signal });
  call.catch(() => {});
  const [request] = await asked;
  const dropped = once(request.socket, "close");
  controller.abort();
  await expect(call).rejects.toThrow();
  await dropped;
  expect((await client.listTools()).tools.length).toBeGreaterThan(3);
});

test("max_tokens is kept over MCP", async () => {
  const client = await connect(...CAPTURE);
  const { structuredContent, content } = await client.callTool({
    name: "investigate",
    arguments: { question: "what's wrong with payments?", max_tokens: 700 },
  });
  expect(JSON.stringify(structuredContent).length / 3).toBeLessThanOrEqual(700);
  expect(JSON.stringify(content[0]).length / 3).toBeLessThanOrEqual(750);
});

interface Peer {
  write(message: unknown): void;
  /** Resolves when the server has answered the request with this id. */
  answered(id: number): Promise<void>;
  /** When the server ended by itself. */
  ended: Promise<void>;
}

/** Speaks to the server in raw bytes, then closes its stdin; resolves to all that it wrote when it has ended. */
async function speak(args: string[], dialogue: (peer: Peer) => Promise<void>) {
  const child = spawn(process.execPath, args, { env: environment() });
  onTestFinished(() => void child.kill("SIGKILL"));
  const lines: string[] = [];
  let err = "";
  createInterface(child.stdout).on("line", (line) => void lines.push(line));
  child.stderr.on("data", (chunk) => {
    err += chunk;
  });
  child.stdin.on("error", () => {}); // it may end the connection before all was said
  const closed = once(child, "close");
  await dialogue({
    write: (message) => child.stdin.write(typeof message === "string" ? message : `${JSON.stringify(message)}\n`),
    answered: async (id) => {
      while (!lines.some((line) => line.includes(`"id":${id}`))) await once(child.stdout, "data");
    },
    ended: closed.then(() => {}),
  });
  child.stdin.end();
  const [code] = await closed;
  return { code, lines, err };
}

const clientInfo = { name: "raw", version: "1" };
const INITIALIZE = {
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo },
};

test("stdout carries nothing but the protocol, whatever comes in, and the end of stdin is the end", async () => {
  const params = { name: "investigate", arguments: { question: 1 } };
  const { code, lines } = await speak(command(...CAPTURE), async ({ write, answered }) => {
    write(INITIALIZE);
    for (const odd of ["not json\n", "{}\n", "[]\n", '{"jsonrpc":"2.0","id":2,"method":"no/such"}\n']) write(odd);
    write({ jsonrpc: "2.0", id: 3, method: "tools/call", params });
    await answered(3);
  });
  const messages = lines.map((line) => JSON.parse(line));
  expect(code).toBe(0);
  expect(messages.every(({ jsonrpc }) => jsonrpc === "2.0")).toBe(true);
  expect(messages.find(({ id }) => id === 2)).toMatchObject({ error: { code: -32601 } });
  expect(messages.find(({ id }) => id === 3)).toMatchObject({ result: { isError: true } });
});

test("a message of more than 10 MB ends the server, with a word on stderr", async () => {
  const { lines, err } = await speak(command(), async ({ write, answered }) => {
    write(INITIALIZE);
    await answered(1);
    write(`{"jsonrpc":"2.0","id":2,"method":"${"x".repeat(11 * 1024 * 1024)}"}\n`);
  });
  expect(lines).toHaveLength(1);
  expect(err).toMatch(/maximum size/);
});

test("a wrong setting ends the server with the message on stderr, also when no client speaks", async () => {
  const { code, lines, err } = await speak(command("--capture", path.join(home, "nowhere")), ({ ended }) => ended);
  expect({ code, lines }).toEqual({ code: 2, lines: [] });
  expect(err).toMatch(/^sitrep: .*nowhere is not a readable capture/);
});

test("initialize is answered although the program does not come up, which then ends the server", async () => {
  const empty = path.join(home, "empty");
  await mkdir(empty);
  const { code, lines } = await speak(command("--capture", empty), async ({ write, answered, ended }) => {
    write(INITIALIZE);
    await answered(1);
    await ended;
  });
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ id: 1, result: { serverInfo: { name: "sitrep" } } });
  expect(code).toBe(2);
});

/** A module that Node loads first, and what it does where the program would be loaded. */
async function before(then: string): Promise<string[]> {
  const file = path.join(home, `hook-${then.length}.mjs`);
  const hook = `import { registerHooks } from "node:module";
import { existsSync } from "node:fs";
const waitFor = (file) => { while (!existsSync(file)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20); };
registerHooks({ load(url, context, next) {
  if (url.endsWith("/src/app.ts")) { ${then} }
  return next(url, context);
} });`;
  await writeFile(file, hook);
  return ["--import", file];
}

test("initialize is answered before the program is loaded", async () => {
  const go = path.join(home, "go");
  const args = [...(await before(`waitFor(${JSON.stringify(go)});`)), ...command(...CAPTURE)];
  const { lines } = await speak(args, async ({ write, answered }) => {
    write(INITIALIZE);
    write({ jsonrpc: "2.0", id: 2, method: "tools/list" });
    await answered(1);
    await writeFile(go, "");
    await answered(2);
  });
  expect(lines.map((line) => JSON.parse(line).id)).toEqual([1, 2]);
});

const SECRET = "postgres://app:hunter2@db/shop";
test.each([
  ["when the program does not load", `throw new Error("cannot read ${SECRET}");`],
  ["when nobody awaits what fails", `setTimeout(() => Promise.reject(new Error("lost ${SECRET}")), 50);`],
])("no secret leaves in a crash: %s", async (_when, how) => {
  const args = [...(await before(how)), ...command(...CAPTURE)];
  const { code, lines, err } = await speak(args, async ({ write, ended }) => {
    write(INITIALIZE);
    write({ jsonrpc: "2.0", id: 2, method: "tools/list" });
    await ended;
  });
  expect(code).toBe(1);
  expect(err).toMatch(/sitrep: .*(cannot read|lost) /);
  expect(`${lines.join()}${err}`).not.toContain("hunter2");
});
