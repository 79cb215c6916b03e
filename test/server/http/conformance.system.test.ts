import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

/** The program of the official suite. */
const SUITE = fileURLToPath(import.meta.resolve("@modelcontextprotocol/conformance/dist/index.js"));

let home: string;
let url: string;
let stop: () => void;

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), "sitrep-conformance-"));
  const args = ["bin/sitrep.ts", "--audit", path.join(home, "audit.jsonl"), "--capture", "demo/capture"];
  const env = { HOME: home };
  const server = spawn(process.execPath, [...args, "serve", "--http", "0"], {
    env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  stop = () => server.kill("SIGKILL");
  for await (const line of server.stderr) {
    [url = ""] = /http:\/\/[^\s:]+:\d+/.exec(String(line)) ?? [];
    if (url) break;
  }
});
afterAll(async () => {
  stop();
  await rm(home, { recursive: true, force: true });
});

function conformance(...words: string[]): Promise<{ code: number; out: string }> {
  const args = [SUITE, "server", "--url", `${url}/mcp`, "--output-dir", path.join(home, "results"), ...words];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { maxBuffer: 64 * 1024 * 1024 }, (error, stdout) =>
      resolve({ code: error ? Number(error.code) : 0, out: stdout }),
    );
  });
}

/** A server that has crashed passes what is vacuous, so that it must live before and after. */
const lives = async () => (await fetch(`${url}/healthz`)).status;

test.each(["2026-07-28", "2025-11-25"])(
  "by the requirements of %s nothing fails but what asks for the sample server of the suite",
  async (revision) => {
    expect(await lives()).toBe(200);
    const expected = path.resolve(`test/server/http/conformance/${revision}.yaml`);
    const { code, out } = await conformance("--requirements", revision, "--expected-failures", expected);
    expect([code, out.slice(-1_500)]).toEqual([0, expect.stringContaining("Baseline check passed")]);
    expect(await lives()).toBe(200);
  },
);

test.each([
  "server-initialize",
  "ping",
  "tools-list",
  "resources-list",
  "prompts-list",
  "dns-rebinding-protection",
  "sep-2164-resource-not-found",
  "caching",
  "http-header-validation",
])("what needs no sample server passes in full: %s", async (scenario) => {
  const { code, out } = await conformance("--scenario", scenario);
  expect([code, out.slice(-1_500)]).toEqual([0, expect.stringMatching(/Failed: 0|0 failed/)]);
});
