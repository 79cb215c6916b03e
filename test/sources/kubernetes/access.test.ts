import { writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { main } from "../../../src/cli/main.ts";
import { startOddServer } from "../odd-server.ts";
import { connect, folder, kubeconfig, probe } from "./kubeconfig.ts";

const CREDENTIAL = JSON.stringify({ kind: "ExecCredential", status: { token: "old" } });
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

test.each([
  [{ token: "old" }, "token is no longer good"],
  [{ username: "me", password: "old" }, "user name and password"],
  [{ exec: { apiVersion: "v1", command: "/bin/echo", args: [CREDENTIAL] } }, "log in again"],
  [{}, "names no credentials"],
])("who is not let in with %j learns what can be done about it", async (user, advice) => {
  const odd = await startOddServer((_, response) =>
    response.writeHead(401).end('{"kind":"Status","message":"Unauthorized"}'),
  );
  onTestFinished(() => odd.stop());
  const { status, detail } = await probe({ kubeconfig: await kubeconfig({ server: odd.url }, user) });
  expect(status).toBe("denied");
  expect(detail).toContain(advice);
  expect(/log in/i.test(detail)).toBe("exec" in user);
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

test("the only context is the current one when none is named so", async () => {
  const file = await kubeconfig(NOWHERE, {}, undefined, "");
  expect((await probe({ kubeconfig: file })).detail).toContain("127.0.0.1:1");
});
