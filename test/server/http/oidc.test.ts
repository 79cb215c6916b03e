import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { sitrep } from "../../cli/run.ts";
import { forged, type Signer, signer, startProvider, tokenFrom } from "../../identity/provider.ts";

const RESOURCE = "https://sitrep.internal/mcp";
const METADATA = "https://sitrep.internal/.well-known/oauth-protected-resource/mcp";

let home: string;
let issuer: string;
let provider: Server;
let own: Signer;
let server: ChildProcess;
let url: string;
let key: string;

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), "sitrep-oidc-"));
  own = await signer("key-1");
  ({ issuer, server: provider } = await startProvider([own]));
  const access = { sre: { namespaces: ["payments"] } };
  await writeFile(path.join(home, "sitrep.yaml"), JSON.stringify({ oidc: { issuer, resource: RESOURCE, access } }));
  const flags = ["--config", path.join(home, "sitrep.yaml"), "--audit", path.join(home, "audit.jsonl")];
  key = (await sitrep(home, ...flags, "keys", "create", "laptop")).out.trim();
  const args = ["bin/sitrep.ts", ...flags, "--capture", "demo/capture", "serve", "--http", "0"];
  server = spawn(process.execPath, args, { env: { HOME: home }, stdio: ["ignore", "ignore", "pipe"] });
  for await (const line of server.stderr ?? []) {
    [url = ""] = /http:\/\/[^\s:]+:\d+/.exec(String(line)) ?? [];
    if (url) break;
  }
});
afterAll(async () => {
  server.kill("SIGKILL");
  provider.close();
  await rm(home, { recursive: true, force: true });
});

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
const ask = (headers: Record<string, string>, tool = "list_workloads", body: object = {}) =>
  fetch(`${url}/api/v1/tools/${tool}`, { method: "POST", body: JSON.stringify(body), headers });

test("a client that finds its way by the metadata asks over MCP, and is the caller in the audit log", async () => {
  const refused = await fetch(`${url}/mcp`, { method: "POST", body: "{}" });
  const [, told = ""] = /resource_metadata="([^"]+)"/.exec(refused.headers.get("www-authenticate") ?? "") ?? [];
  expect(told).toBe(METADATA);
  const metadata = await fetch(`${url}${new URL(told).pathname}`);
  const { resource, authorization_servers, scopes_supported } = (await metadata.json()) as Record<string, string[]>;
  const token = await tokenFrom(String(authorization_servers?.[0]), String(resource), String(scopes_supported?.[0]));
  const client = new Client({ name: "test", version: "1" });
  await client.connect(
    new StreamableHTTPClientTransport(new URL(`${url}/mcp`), { requestInit: { headers: bearer(token) } }),
  );
  onTestFinished(() => client.close());
  const question = "what's wrong with payments?";
  expect(await client.callTool({ name: "investigate", arguments: { question } })).toMatchObject({
    structuredContent: { verdict: "broken" },
  });
  expect(await readFile(path.join(home, "audit.jsonl"), "utf8")).toContain('"caller":"oidc:agent"');
  expect((await ask(bearer(token), "list_workloads", { namespace: "kube-system" })).status).toBe(403);
});

test("the metadata are told to whoever asks, at the root and after the resource's path, and say nothing else", async () => {
  const paths = ["/.well-known/oauth-protected-resource", "/.well-known/oauth-protected-resource/mcp"];
  for (const at of paths)
    expect(await (await fetch(`${url}${at}`)).json()).toEqual({
      resource: RESOURCE,
      resource_name: "sitrep",
      authorization_servers: [issuer],
      scopes_supported: ["sitrep"],
      bearer_methods_supported: ["header"],
    });
});

test("a key is accepted beside tokens", async () => {
  expect((await ask(bearer(key))).status).toBe(200);
});

const now = () => Math.floor(Date.now() / 1000);
const claims = (rest: object = {}) => ({
  iss: issuer,
  aud: RESOURCE,
  sub: "ana",
  scope: "sitrep",
  groups: ["sre"],
  exp: now() + 60,
  ...rest,
});
const POINTS = `scope="sitrep", resource_metadata="${METADATA}"`;

test.each<[string, () => Promise<Record<string, string>>, number, string]>([
  ["nothing", async () => ({}), 401, `Bearer ${POINTS}`],
  ["another scheme", async () => ({ Authorization: "Basic YTpi" }), 401, `Bearer ${POINTS}`],
  [
    "a wrong key",
    async () => bearer(`sitrep_laptop_${"A".repeat(43)}`),
    401,
    `Bearer error="invalid_token", ${POINTS}`,
  ],
  [
    "a token of another audience",
    async () => bearer(await tokenFrom(issuer, "https://other.internal/mcp")),
    401,
    `Bearer error="invalid_token", ${POINTS}`,
  ],
  [
    "an expired token",
    async () => bearer(await forged(own, claims({ exp: now() - 90 }))),
    401,
    `Bearer error="invalid_token", ${POINTS}`,
  ],
  [
    "a token without the scope",
    async () => bearer(await tokenFrom(issuer, RESOURCE, "other")),
    403,
    `Bearer error="insufficient_scope", ${POINTS}`,
  ],
  [
    "a token of none of the groups",
    async () => bearer(await tokenFrom(issuer, RESOURCE, "sitrep", "guest")),
    403,
    `Bearer error="insufficient_scope", ${POINTS}`,
  ],
])(
  "%s is refused on every route, with the way to a token and nothing of the cluster",
  async (_what, headers, status, challenge) => {
    const sent = await headers();
    for (const response of [
      await ask(sent),
      await fetch(`${url}/mcp`, { method: "POST", body: "{}", headers: sent }),
      await fetch(`${url}/metrics`, { headers: sent }),
    ]) {
      expect([response.status, response.headers.get("www-authenticate")]).toEqual([status, challenge]);
      expect(await response.text()).not.toMatch(/payments-api|at \w+ \(/);
    }
  },
);

test("who sends bad tokens has to wait, and good tokens of the same address do not", async () => {
  const bad = await forged(await signer("key-1"), claims());
  const answers = await Promise.all(Array.from({ length: 25 }, () => ask(bearer(bad))));
  expect(answers.some(({ status }) => status === 429)).toBe(true);
  expect((await ask(bearer(await tokenFrom(issuer, RESOURCE)))).status).toBe(200);
});

test.each([
  ["clear text beyond this machine", { issuer: "http://login.example", resource: RESOURCE }, /oidc\.issuer.*https/],
  ["no resource", { issuer: "https://login.example" }, /oidc\.resource/],
])("a provider is not configured with %s", async (_what, oidc, says) => {
  const file = path.join(home, "wrong.yaml");
  await writeFile(file, JSON.stringify({ oidc }));
  const { code, err } = await sitrep(home, "--config", file, "keys", "list");
  expect([code, err]).toEqual([2, expect.stringMatching(says)]);
});
