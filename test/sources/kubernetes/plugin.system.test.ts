import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { main } from "../../../src/cli/main.ts";
import { startOddServer } from "../odd-server.ts";
import { connect, folder, kubeconfig, probe } from "./kubeconfig.ts";

const NOWHERE = { server: "https://127.0.0.1:1" };
const API = "client.authentication.k8s.io/v1";

function credential(status: object): string {
  return JSON.stringify({ apiVersion: API, kind: "ExecCredential", status });
}

/** A kubeconfig whose plugin is this shell script; `$OUT` is a folder of its own. */
async function plugin(script: string, cluster: Record<string, unknown> = NOWHERE, more: object = {}) {
  const dir = await folder();
  await writeFile(path.join(dir, "issue-token"), `#!/bin/sh\nOUT=${dir}\n${script}\n`, { mode: 0o755 });
  // As kubectl reads it, a command with a slash starts at the kubeconfig's folder.
  const exec = { apiVersion: API, command: "./issue-token", interactiveMode: "IfAvailable", ...more };
  return { file: await kubeconfig(cluster, { exec }, dir), dir };
}

async function isAlive(pidFile: string): Promise<boolean> {
  const pid = Number(await readFile(pidFile, "utf8"));
  for (let i = 0; i < 50; i++) {
    try {
      process.kill(pid, 0);
    } catch {
      return false;
    }
    // A killed child that nobody has waited for yet is still there.
    if (/^State:\s+Z/m.test(await readFile(`/proc/${pid}/status`, "utf8").catch(() => ""))) return false;
    await sleep(20);
  }
  return true;
}

/** An API server that says who asked. */
async function server() {
  const seen: (string | undefined)[] = [];
  const odd = await startOddServer(({ headers }, response) => {
    seen.push(headers.authorization);
    response.end(JSON.stringify({ kind: "PodList", items: [], gitVersion: "v1.34.0" }));
  });
  onTestFinished(() => odd.stop());
  return { url: odd.url, seen };
}

test("a plugin that hangs is given up at the deadline, and killed with what it waits for", async () => {
  const { file, dir } = await plugin("echo $$ > $OUT/own; sleep 600 & echo $! > $OUT/child; wait");
  const report = await probe({ kubeconfig: file }, 700);
  expect(report).toMatchObject({ status: "timed-out", detail: expect.stringContaining("issue-token") });
  expect(await isAlive(path.join(dir, "own"))).toBe(false);
  expect(await isAlive(path.join(dir, "child"))).toBe(false);
});

test("a command ends although its plugin hangs, and says so", async () => {
  const { file, dir } = await plugin("echo $$ > $OUT/own; exec sleep 600");
  const said: string[] = [];
  const out = (text: string) => void said.push(text);
  const env = { HOME: dir, PATH: process.env.PATH, SITREP_DEADLINE: "1" };
  const code = await main(["--kubeconfig", file, "ask", "what's wrong with payments?"], {
    env,
    cwd: dir,
    out,
    err: out,
  });
  expect(code).toBe(1);
  expect(said.join("\n")).toContain("issue-token did not answer in time");
  expect(await isAlive(path.join(dir, "own"))).toBe(false);
});

test.each(["stdout", "stderr"])("a plugin that writes to %s without an end is stopped", async (stream) => {
  const { file, dir } = await plugin(`echo $$ > $OUT/own; yes "no token here" ${stream === "stderr" ? ">&2" : ""}`);
  const report = await probe({ kubeconfig: file });
  expect(report.detail).toContain("writes more than 1 MB");
  expect(await isAlive(path.join(dir, "own"))).toBe(false);
});

test("a plugin that fails is quoted, without the secrets in its words", async () => {
  const token = ["ghp", "kR7vZq2LxT9mWc4NsB8yHd3FgJ6pUa1EoXi5"].join("_");
  const { file } = await plugin(`echo "session of ${token} expired, run: shop login" >&2; exit 1`);
  const report = await probe({ kubeconfig: file });
  expect(report).toMatchObject({ status: "denied", detail: expect.stringContaining("expired, run: shop login") });
  expect(report.detail).not.toContain(token);
});

test("a plugin that is not installed is named, with the way to install it", async () => {
  const exec = { apiVersion: API, command: "shop-login-plugin", installHint: "brew install shop-login" };
  const { status, detail } = await probe({ kubeconfig: await kubeconfig(NOWHERE, { exec }) });
  expect(status).toBe("unreachable");
  expect(detail).toContain("shop-login-plugin");
  expect(detail).toContain("brew install shop-login");
  expect(detail).not.toMatch(/log in again/i);
});

test.each(["echo hello", `echo '${credential({})}'`, "true"])(
  "a plugin that prints no credential (%s) says so",
  async (script) => {
    const { file } = await plugin(script);
    expect((await probe({ kubeconfig: file })).detail).toContain("printed no ExecCredential");
  },
);

test("a plugin that needs a terminal is not started", async () => {
  const { file } = await plugin("exit 0", NOWHERE, { interactiveMode: "Always" });
  expect((await probe({ kubeconfig: file })).detail).toContain("needs a terminal");
});

test("many requests wait for one run, whose token is sent until it expires", async () => {
  const { url, seen } = await server();
  const { file, dir } = await plugin(`echo run >> $OUT/runs; sleep 0.2; echo '${credential({ token: "t1" })}'`, {
    server: url,
  });
  const reader = await connect({ kubeconfig: file });
  const ask = () => reader.list("Pod", {}, AbortSignal.timeout(10_000));
  await Promise.all([ask(), ask(), ask()]);
  await ask();
  expect(new Set(seen)).toEqual(new Set(["Bearer t1"]));
  expect(await readFile(path.join(dir, "runs"), "utf8")).toBe("run\n");
});

test("a token that has expired is issued anew", async () => {
  const { url } = await server();
  const status = { token: "t1", expirationTimestamp: "2020-01-01T00:00:00Z" };
  const { file, dir } = await plugin(`echo run >> $OUT/runs; echo '${credential(status)}'`, { server: url });
  const reader = await connect({ kubeconfig: file });
  for (let i = 0; i < 2; i++) await reader.list("Pod", {}, AbortSignal.timeout(10_000));
  expect(await readFile(path.join(dir, "runs"), "utf8")).toBe("run\nrun\n");
});

test("who gives up waiting does not stop the run for others", async () => {
  const { url } = await server();
  const { file } = await plugin(`sleep 0.4; echo '${credential({ token: "t1" })}'`, { server: url });
  const reader = await connect({ kubeconfig: file });
  const impatient = reader.list("Pod", {}, AbortSignal.timeout(50));
  const patient = reader.list("Pod", {}, AbortSignal.timeout(10_000));
  expect((await impatient).status).not.toBe("ok");
  expect((await patient).status).toBe("ok");
});

test("a plugin is told what kubectl tells it: its own variables, and the cluster when it asks", async () => {
  const { url } = await server();
  const more = { provideClusterInfo: true, env: [{ name: "SHOP_PROFILE", value: "prod" }] };
  const script = `echo "$KUBERNETES_EXEC_INFO" > $OUT/info; echo $SHOP_PROFILE > $OUT/profile; echo '${credential({ token: "t1" })}'`;
  const { file, dir } = await plugin(script, { server: url }, more);
  await (await connect({ kubeconfig: file })).list("Pod", {}, AbortSignal.timeout(10_000));
  expect(JSON.parse(await readFile(path.join(dir, "info"), "utf8"))).toEqual({
    apiVersion: API,
    kind: "ExecCredential",
    spec: { interactive: false, cluster: { server: url } },
  });
  expect(await readFile(path.join(dir, "profile"), "utf8")).toBe("prod\n");
});
