import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { prometheus } from "../../../src/sources/prometheus/source.ts";
import { startOddServer } from "../odd-server.ts";
import { writeNativeHistogram } from "./remote-write.ts";
import { hourOf, patient, readerOf } from "./scope.ts";
import { freePort, type Server, startPrometheus } from "./server.ts";

const end = Math.floor(Date.now() / 1000);
const args = ["--web.enable-remote-write-receiver", "--enable-feature=native-histograms"];
/** bcrypt of "sesame" */
const SESAME = "$2b$04$PnkokmpL6Iy71uoVcmZeuO9qwvOCQSp/W3HePzIPmfvbJHxISh0kq";
let server: Server;
const stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  const many = Array.from({ length: 400 }, (_, i) => ({
    metric: "many",
    labels: { pod: `pod-${i}`, note: "token=hunter2hunter2" },
    value: () => i,
  }));
  const infinite = { metric: "reached", value: () => Number.POSITIVE_INFINITY };
  server = await startPrometheus({ data: { end, step: 15, count: 61, series: [...many, infinite] }, args });
  await writeNativeHistogram(server.url, { __name__: "latency_seconds", pod: "a" }, [end + 1, end + 2]);
});
afterAll(() => server?.stop());
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

test("native histograms do not break an answer; what is missing says how to ask for them", async () => {
  const reader = readerOf(server.url);
  const { series, missing } = await reader.query('{__name__=~"latency_seconds|reached"}', end + 2, patient());
  expect(series.map(({ labels }) => labels.__name__)).toEqual(["reached"]);
  const left = { what: "1 native histogram series", reason: "unread", why: expect.stringContaining("wrap them in") };
  expect(missing).toMatchObject([left]);
  const range = await reader.range("latency_seconds", { start: end - 60, end: end + 2, step: 1 }, patient());
  expect(range).toMatchObject({ series: [], missing: [left] });
  const quantile = await reader.query("histogram_quantile(0.5, latency_seconds)", end + 2, patient());
  expect(quantile.series[0]?.points[0]?.[1]).toBeGreaterThan(0.5);
});

test("numbers arrive as they are, infinity included, and secrets in labels do not", async () => {
  const reader = readerOf(server.url);
  expect((await reader.query("-reached", end, patient())).series[0]?.points).toEqual([[end, -Infinity]]);
  expect((await reader.query("scalar(vector(7))", end, patient())).series[0]?.points).toEqual([[end, 7]]);
  const [secret] = (await reader.query('many{pod="pod-7"}', end, patient())).series;
  expect(secret?.labels).toEqual({
    __name__: "many",
    pod: "pod-7",
    note: expect.stringMatching(/^token=\[redacted:\w{4}\]$/),
  });
});

test("a query that the server refuses comes back with its place", async () => {
  await expect(readerOf(server.url).query("rate(many)", end, patient())).rejects.toMatchObject({
    kind: "input",
    message: expect.stringContaining("1:6: parse error: expected type range vector"),
  });
});

test("an answer over the cap is refused and not read", async () => {
  await expect(readerOf(server.url, 20_000).query("many", end, patient())).rejects.toMatchObject({
    kind: "input",
    hint: expect.stringContaining("sum by"),
  });
  expect((await readerOf(server.url, 20_000).query("sum(many)", end, patient())).series).toHaveLength(1);
});

test("an abort ends a call that waits", async () => {
  const controller = new AbortController();
  const hung = await odd(() => controller.abort(new Error("enough")));
  await expect(readerOf(hung).query("up", end, controller.signal)).rejects.toThrow("enough");
});

const html: RequestListener = (_, response) =>
  response.setHeader("content-type", "text/html").end("<html>Welcome</html>");
const failures: [string, RequestListener, object][] = [
  [
    "another program's page",
    html,
    {
      status: "unreachable",
      detail: expect.stringContaining("not the Prometheus API. Is url the address before /api/v1?"),
    },
  ],
  [
    "a 503",
    (_, response) => response.writeHead(503).end("upstream"),
    { status: "unreachable", detail: expect.stringContaining("HTTP 503") },
  ],
  [
    "a redirect",
    (_, response) => response.writeHead(302, { location: "http://169.254.169.254/" }).end(),
    { status: "unreachable", detail: expect.stringContaining("redirects are not followed") },
  ],
  [
    "a login wall",
    (_, response) => response.writeHead(401).end("who are you"),
    { status: "denied", detail: expect.stringContaining("Set a valid token") },
  ],
  [
    "too many requests",
    (_, response) => response.writeHead(429).end(),
    { status: "unreachable", detail: expect.stringContaining("HTTP 429") },
  ],
  ["a server that never answers", () => {}, { status: "timed-out", detail: "No answer before the deadline." }],
];
for (const [what, answer, report] of failures)
  test(`${what} is one clear report, from doctor and from a question`, async () => {
    const reader = readerOf(await odd(answer));
    const soon = AbortSignal.timeout(what.includes("never") ? 500 : 30_000);
    const [probed, collected] = await Promise.all([
      prometheus.probe(reader, soon),
      prometheus.collect?.(reader, hourOf("shop", end), soon),
    ]);
    expect(probed).toMatchObject({ source: "prometheus", ...report });
    expect(collected).toMatchObject({ observations: {}, report });
  });

test("a server that is gone is unreachable", async () => {
  const report = await prometheus.probe(readerOf(`http://127.0.0.1:${await freePort()}`), patient());
  expect(report).toMatchObject({ status: "unreachable", detail: expect.stringContaining("ECONNREFUSED") });
});

test("basic authentication and a private authority work as configured, and say so when they do not", async () => {
  const dir = mkdtempSync(path.join(tmpdir(), "sitrep-tls-"));
  const [key, crt, token] = ["key", "crt", "token"].map((name) => path.join(dir, name));
  const subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"];
  const fresh = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", `${key}`, "-out", `${crt}`];
  execFileSync("openssl", [...fresh, ...subject], { stdio: "ignore" });
  const guarded = await startPrometheus({
    web: `tls_server_config: { cert_file: ${crt}, key_file: ${key} }\nbasic_auth_users: { ops: "${SESAME}" }\n`,
  });
  stops.push(guarded.stop, async () => rmSync(dir, { recursive: true }));
  const url = guarded.url.replace("http:", "https:");
  const probe = async (config: object) => {
    const reader = await prometheus.connect(prometheus.config.parse({ url, caFile: crt, ...config }), {});
    if (!reader) throw new Error("not configured");
    return prometheus.probe(reader, patient());
  };
  expect(await probe({ username: "ops", password: "sesame" })).toMatchObject({
    status: "ok",
    detail: expect.stringContaining(url),
  });
  expect(await probe({ url: url.replace("//", "//ops:sesame@") })).toMatchObject({
    status: "ok",
    detail: expect.stringContaining(url),
  });
  expect(await probe({ username: "ops", password: "wrong" })).toMatchObject({ status: "denied" });
  expect(await probe({ caFile: undefined })).toMatchObject({
    status: "unreachable",
    detail: expect.stringContaining("Set caFile"),
  });
  expect(await probe({ tokenFile: token })).toMatchObject({
    status: "unreachable",
    detail: expect.stringContaining(`${token}`),
  });
});

test("a token file is read again for every call, and further headers are sent", async () => {
  const dir = mkdtempSync(path.join(tmpdir(), "sitrep-token-"));
  const tokenFile = path.join(dir, "token");
  const seen: unknown[] = [];
  const url = await odd(({ headers }, response) => {
    seen.push([headers.authorization, headers["x-scope-orgid"]]);
    response.end(JSON.stringify({ status: "success", data: { version: "3" } }));
  });
  stops.push(async () => rmSync(dir, { recursive: true }));
  const reader = await prometheus.connect(
    prometheus.config.parse({ url, tokenFile, headers: { "X-Scope-OrgID": "team" } }),
    {},
  );
  for (const token of ["first", "second"]) {
    writeFileSync(tokenFile, `${token}\n`);
    await reader?.version(patient());
  }
  expect(seen).toEqual([
    ["Bearer first", "team"],
    ["Bearer second", "team"],
  ]);
});

test("without an address the source is not configured; a misspelt setting is refused", async () => {
  expect(await prometheus.connect(prometheus.config.parse({}), {})).toBeUndefined();
  expect(prometheus.config.safeParse({ url: "localhost:9090" }).success).toBe(false);
  expect(prometheus.config.safeParse({ uri: "http://localhost:9090" }).success).toBe(false);
});

async function odd(answer: RequestListener): Promise<string> {
  const { url, stop } = await startOddServer(answer);
  stops.push(stop);
  return url;
}
