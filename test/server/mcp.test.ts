import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { Client as OldClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport as OldTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { main } from "../../src/cli/main.ts";
import { Answer } from "../../src/core/answer.ts";

let dir: string;
let server: { command: string; args: string[]; env: Record<string, string> };

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "sitrep-mcp-"));
  const flags = [
    "--index",
    path.join(dir, "index"),
    "--audit",
    path.join(dir, "audit.jsonl"),
    "--runbooks",
    "runbooks",
    "--capture",
    "demo/capture",
  ];
  const silent = { env: { HOME: dir }, cwd: process.cwd(), out: () => {}, err: () => {} };
  expect(await main([...flags, "ingest"], silent)).toBe(0);
  server = {
    command: process.execPath,
    args: ["bin/sitrep.ts", ...flags, "serve"],
    env: { HOME: dir, PATH: process.env.PATH ?? "" },
  };
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function ask(client: { callTool(call: { name: string; arguments: Record<string, unknown> }): Promise<unknown> }) {
  const result = (await client.callTool({
    name: "investigate",
    arguments: { question: "what's wrong with payments?" },
  })) as { structuredContent: unknown; content: { text: string }[] };
  return { answer: Answer.parse(result.structuredContent), text: result.content[0]?.text ?? "" };
}

test.each([
  { era: "2026", negotiation: { versionNegotiation: { mode: { pin: "2026-07-28" } } } as const },
  { era: "2025", negotiation: {} },
])("a current client asks over stdio, protocol of $era", async ({ negotiation }) => {
  const client = new Client({ name: "test", version: "1" }, negotiation);
  await client.connect(new StdioClientTransport(server));
  const { answer, text } = await ask(client);
  expect(answer.findings[0]).toMatchObject({
    code: "oom-killed",
    object: { kind: "Deployment", name: "payments-api" },
  });
  expect(text).toContain(answer.headline);
  await client.close();
});

test("the older client's package asks the same and gets the same", async () => {
  const client = new OldClient({ name: "old", version: "1" });
  await client.connect(new OldTransport(server));
  const { answer } = await ask(client);
  expect(answer.findings[0]?.code).toBe("oom-killed");
  const wrong = await client.callTool({ name: "investigate", arguments: { question: "what's wrong with warehouse?" } });
  expect(wrong).toMatchObject({ isError: true });
  expect(JSON.stringify(wrong.content)).toContain("warehouse");
  await client.close();
});

test("a resource is the cited lines, fenced as data", async () => {
  const client = new Client({ name: "test", version: "1" });
  await client.connect(new StdioClientTransport(server));
  const { contents } = await client.readResource({ uri: "runbook://payments/payments-oom.md#L1-L12" });
  expect(contents[0]).toMatchObject({ text: expect.stringContaining("<untrusted") });
  const { prompts } = await client.listPrompts();
  expect(prompts.map(({ name }) => name)).toEqual(["incident", "pre_deploy", "postmortem"]);
  await client.close();
});
