import { chmod, writeFile } from "node:fs/promises";
import path from "node:path";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { main } from "../../../src/cli/main.ts";
import { startOddServer } from "../odd-server.ts";
import { connect, folder, kubeconfig, probe } from "./kubeconfig.ts";

/** Loading it may take longer than a request may, on a machine that has much else to do. */
beforeAll(() => import("@kubernetes/client-node"));

const NOWHERE = { server: "https://127.0.0.1:1" };

test("a kubeconfig that is not there is named", async () => {
  const report = await probe({ kubeconfig: "/nonexistent/config" });
  expect(report).toMatchObject({ status: "unreachable", detail: expect.stringContaining("/nonexistent/config") });
});

test.each([
  { content: "clusters: [", why: "cannot be used" },
  { content: "clusters: shop", why: "clusters: " },
  { content: "", why: "has no current context" },
])("a kubeconfig that says $content is told apart", async ({ content, why }) => {
  const file = path.join(await folder(), "config");
  await writeFile(file, content);
  expect((await probe({ kubeconfig: file })).detail).toContain(why);
});

test("a context that is not there comes with those that are", async () => {
  const { detail } = await probe({ kubeconfig: await kubeconfig(NOWHERE), context: "prod" });
  expect(detail).toContain('no context "prod"');
  expect(detail).toContain("Contexts: test");
});

test("of two files the first counts, and one that is missing is passed over", async () => {
  const [first, second] = [await kubeconfig({ server: "https://127.0.0.1:2" }), await kubeconfig(NOWHERE)];
  const { detail } = await probe({ kubeconfig: ["/nonexistent", first, second].join(path.delimiter) });
  expect(detail).toContain("127.0.0.1:2");
});

test("a server that refuses connections is named", async () => {
  const report = await probe({ kubeconfig: await kubeconfig(NOWHERE) });
  expect(report).toMatchObject({ status: "unreachable", detail: expect.stringContaining("ECONNREFUSED") });
  expect(report.detail).toContain("127.0.0.1:1");
});

test("a name that does not resolve is named", async () => {
  const { detail } = await probe({ kubeconfig: await kubeconfig({ server: "https://api.invalid" }) });
  expect(detail).toContain("api.invalid");
});

test("a server that never answers is given up", async () => {
  const odd = await startOddServer(() => {});
  const report = await probe({ kubeconfig: await kubeconfig({ server: odd.url }) }, 300);
  await odd.stop();
  expect(report.status).toBe("timed-out");
});

test("an address that is no API server says so", async () => {
  const odd = await startOddServer((_, response) => response.end("<html>Welcome</html>"));
  const { detail } = await probe({ kubeconfig: await kubeconfig({ server: odd.url }) });
  await odd.stop();
  expect(detail).toContain("may not be an API server");
});

/** A credential plugin with this shell script. */
async function plugin(script: string): Promise<string> {
  const command = path.join(await folder(), "issue-token");
  await writeFile(command, `#!/bin/sh\n${script}\n`);
  await chmod(command, 0o755);
  const exec = { apiVersion: "client.authentication.k8s.io/v1", command, interactiveMode: "Never" };
  return kubeconfig(NOWHERE, { exec });
}

test("a credential plugin that fails is quoted", async () => {
  const report = await probe({ kubeconfig: await plugin('echo "session expired, run: shop login" >&2; exit 1') });
  expect(report).toMatchObject({ status: "denied", detail: expect.stringContaining("session expired") });
});

test("a credential plugin that is not installed is named", async () => {
  const exec = { apiVersion: "client.authentication.k8s.io/v1", command: "shop-login-plugin" };
  const { status, detail } = await probe({ kubeconfig: await kubeconfig(NOWHERE, { exec }) });
  expect(status).toBe("denied");
  expect(detail).toContain("shop-login-plugin");
});

test("a credential plugin that waits for a person is given up", async () => {
  const report = await probe({ kubeconfig: await plugin("sleep 3") }, 500);
  expect(report.status).toBe("timed-out");
});

test("a credential plugin's token is sent", async () => {
  const credential = {
    apiVersion: "client.authentication.k8s.io/v1",
    kind: "ExecCredential",
    status: { token: "from-the-plugin" },
  };
  const seen: (string | undefined)[] = [];
  const odd = await startOddServer((request, response) => {
    seen.push(request.headers.authorization);
    response.end("{}");
  });
  const command = path.join(await folder(), "issue-token");
  await writeFile(command, `#!/bin/sh\necho '${JSON.stringify(credential)}'\n`, { mode: 0o755 });
  const exec = { apiVersion: credential.apiVersion, command, interactiveMode: "Never" };
  // The official client sends no credentials to a plain address otherwise.
  const cluster = { server: odd.url, "insecure-skip-tls-verify": true };
  await probe({ kubeconfig: await kubeconfig(cluster, { exec }) });
  await odd.stop();
  expect(new Set(seen)).toEqual(new Set(["Bearer from-the-plugin"]));
});

test("a certificate file that is gone is named, and where it is looked for", async () => {
  const dir = await folder();
  const file = await kubeconfig(NOWHERE, { "client-certificate": "me.crt", "client-key": "me.key" }, dir);
  expect((await probe({ kubeconfig: file })).detail).toContain(path.join(dir, "me."));
});

test("a question with a bad kubeconfig is a usage error with a way out", async () => {
  const said: string[] = [];
  const home = await folder();
  const terminal = { env: { HOME: home }, cwd: home, out: () => {}, err: (text: string) => void said.push(text) };
  const code = await main(["--kubeconfig", "/nonexistent/config", "ask", "what's wrong with payments?"], terminal);
  expect(code).toBe(2);
  expect(said.join("\n")).toMatch(/nonexistent\/config.*\n.*--kubeconfig/s);
});

test("a token that is no longer good is denied, and says to log in", async () => {
  const odd = await startOddServer((_, response) =>
    response.writeHead(401).end('{"kind":"Status","message":"Unauthorized"}'),
  );
  onTestFinished(() => odd.stop());
  const { status, detail } = await probe({ kubeconfig: await kubeconfig({ server: odd.url }, { token: "old" }) });
  expect(status).toBe("denied");
  expect(detail).toContain("Log in again");
});

test("who asks a cluster that does not answer is told so, and no bug is reported", async () => {
  const reader = await connect({ kubeconfig: await kubeconfig(NOWHERE) });
  const signal = AbortSignal.timeout(10_000);
  const attributes = { verb: "list", resource: "pods" };
  const asked = [
    reader.identity(signal),
    reader.kinds(signal),
    reader.may(attributes, signal),
    reader.schema("api/v1", signal),
  ];
  for (const answer of await Promise.allSettled(asked))
    expect(answer).toMatchObject({
      status: "rejected",
      reason: { kind: "unavailable", hint: expect.stringContaining("kubectl") },
    });
});

test.each(["nowhere", "http://"])(
  "a server address that is none (%s) is a usage error that names the context",
  async (server) => {
    const { detail } = await probe({ kubeconfig: await kubeconfig({ server }) });
    expect(detail).toMatch(/context "test" .* no address/);
  },
);
