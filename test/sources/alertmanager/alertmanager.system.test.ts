import { mkdtemp, rm } from "node:fs/promises";
import type { RequestListener } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { openCapture } from "../../../src/core/capture/folder.ts";
import { LAYOUT } from "../../../src/core/capture/layout.ts";
import { writeCapture } from "../../../src/core/capture/writer.ts";
import { openEndpoint } from "../../../src/core/endpoint.ts";
import { connectAlertmanager } from "../../../src/sources/alertmanager/live.ts";
import type { AlertmanagerReader } from "../../../src/sources/alertmanager/reader.ts";
import { openRecordedAlertmanager } from "../../../src/sources/alertmanager/recorded.ts";
import { alertmanager } from "../../../src/sources/alertmanager/source.ts";
import { startOddServer } from "../odd-server.ts";
import { hourOf, patient } from "../prometheus/scope.ts";
import { freePort, type Server } from "../prometheus/server.ts";
import { post, startAlertmanager } from "./server.ts";

const now = Math.floor(Date.now() / 1000);
const at = (seconds: number) => new Date(seconds * 1000).toISOString();
const alert = (labels: Record<string, string>, annotations: Record<string, string> = {}) => ({
  labels,
  annotations,
  startsAt: at(now - 600),
  endsAt: at(now + 3600),
});
let server: Server;
let live: AlertmanagerReader;
let dir: string;
const stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "sitrep-capture-"));
  server = await startAlertmanager();
  live = readerOf(server.url);
  await post(`${server.url}/api/v2/alerts`, [
    alert(
      { alertname: "KubePodCrashLooping", namespace: "shop", pod: "api-1", severity: "warning" },
      {
        summary: "Pod is crash looping. password: hunter2hunter2",
        runbook_url: "https://example.test/KubePodCrashLooping",
      },
    ),
    alert({
      alertname: "KubeDeploymentReplicasMismatch",
      exported_namespace: "shop",
      namespace: "monitoring",
      pod: "ksm-0",
      deployment: "api",
      severity: "critical",
    }),
    alert({ alertname: "Muted", namespace: "shop", severity: "critical" }),
    alert({ alertname: "NodeDown", node: "n1", severity: "critical" }),
    alert({ alertname: "Elsewhere", namespace: "other", severity: "critical" }),
    alert({ alertname: "Watchdog", severity: "none" }),
  ]);
  await post(`${server.url}/api/v2/silences`, {
    matchers: [{ name: "alertname", value: "Muted", isRegex: false, isEqual: true }],
    startsAt: at(now - 10),
    endsAt: at(now + 3600),
    createdBy: "test",
    comment: "known",
  });
});
afterAll(async () => {
  await server?.stop();
  await rm(dir, { recursive: true, force: true });
});
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

test("alerts of the namespace and of no namespace, urgent first, muted last and kept as muted", async () => {
  const collected = await alertmanager.collect?.(live, hourOf("shop", now), patient());
  expect(collected?.observations.alerts?.map(({ name, state }) => [name, state])).toEqual([
    ["KubeDeploymentReplicasMismatch", "firing"],
    ["NodeDown", "firing"],
    ["KubePodCrashLooping", "firing"],
    ["Muted", "suppressed"],
  ]);
  expect(collected?.observations.alerts?.[2]?.annotations.summary).toMatch(
    /^Pod is crash looping. password: \[redacted:\w{4}\]$/,
  );
  expect(collected?.report).toMatchObject({ status: "ok", detail: "4 of 5 alerts concern the question" });
});

test("an alert's name in a question stands for what the alert is about, not for its exporter", async () => {
  const resolve = async (text: string) => (await alertmanager.resolve?.(live, { text }, patient())) ?? [];
  expect(await resolve("why does KubeDeploymentReplicasMismatch fire?")).toEqual([
    {
      cluster: "",
      namespace: "shop",
      object: { apiVersion: "apps/v1", kind: "Deployment", namespace: "shop", name: "api" },
      because: "alert KubeDeploymentReplicasMismatch",
    },
  ]);
  expect(await resolve("what about nodedown")).toMatchObject([{ namespace: "", object: { kind: "Node", name: "n1" } }]);
  expect(await resolve("what is wrong with shop?")).toEqual([]);
  expect(await resolve("")).toEqual([]);
});

test("a capture answers as the server did, filters included", async () => {
  const target = path.join(dir, "own");
  const writer = await writeCapture(target);
  const scope = hourOf("shop", now);
  expect(await alertmanager.record?.(live, scope, writer, patient())).toMatchObject({ status: "ok" });
  await writer.finish({ version: 1, cluster: "test", takenAt: scope.now, sources: {} });
  const recorded = await openRecordedAlertmanager(await openCapture(target));
  if (!recorded) throw new Error("nothing was recorded");
  const alerts = async (reader: AlertmanagerReader) =>
    (await alertmanager.collect?.(reader, scope, patient()))?.observations.alerts;
  expect((await alerts(live))?.[0]?.from).toBe(live.origin);
  const told = (await alerts(live))?.map(({ from: _, ...alert }) => alert);
  expect(await alerts(recorded)).toEqual(told);
  const names = async (reader: AlertmanagerReader, ...filters: string[]) =>
    (await reader.alerts(filters, patient())).alerts.map(({ name }) => name).sort();
  const filters = ['alertname=~"Kube.*"', 'severity!="critical"'];
  expect(await names(recorded, ...filters)).toEqual(["KubePodCrashLooping"]);
  expect(await names(live, ...filters)).toEqual(["KubePodCrashLooping"]);
});

test("alerts that another program recorded are read as far as they go", async () => {
  const recorded = await recordedFrom([
    { labels: { alertname: "Bare" } },
    { labels: {} },
    "nonsense",
    { annotations: {} },
  ]);
  expect((await recorded.alerts([], patient())).alerts).toMatchObject([
    { name: "Bare", state: "firing", startsAt: null },
  ]);
  await expect(recordedFrom({ alerts: [] })).rejects.toMatchObject({
    kind: "input",
    message: expect.stringContaining("alerts.json"),
  });
});

test("a filter that Alertmanager cannot read is the caller's to correct", async () => {
  const refused = { kind: "input", hint: expect.stringContaining('severity="critical"') };
  await expect(live.alerts(["severity is critical"], patient())).rejects.toMatchObject(refused);
  const recorded = await recordedFrom([]);
  await expect(recorded.alerts(["severity is critical"], patient())).rejects.toMatchObject(refused);
});

const html: RequestListener = (_, response) =>
  response.setHeader("content-type", "text/html").end("<html>Welcome</html>");
const failures: [string, RequestListener, object][] = [
  [
    "another program's page",
    html,
    { status: "unreachable", detail: expect.stringContaining("Is url the address before /api/v2?") },
  ],
  [
    "another JSON API",
    (_, response) => response.end("{}"),
    { status: "unreachable", detail: expect.stringContaining("not as Alertmanager's API v2") },
  ],
  [
    "a 503",
    (_, response) => response.writeHead(503).end("<h1>upstream</h1>"),
    { status: "unreachable", detail: expect.stringContaining("HTTP 503: upstream") },
  ],
  [
    "a redirect",
    (_, response) => response.writeHead(302, { location: "http://169.254.169.254/" }).end(),
    { status: "unreachable", detail: expect.stringContaining("redirects are not followed") },
  ],
  [
    "a login wall",
    (_, response) => response.writeHead(401).end(),
    { status: "denied", detail: expect.stringContaining("Set a valid token") },
  ],
  [
    "an endless answer",
    (_, response) => response.write(`[${" ".repeat(50_000)}`),
    { status: "unreachable", detail: expect.stringContaining("larger than sitrep reads") },
  ],
  ["a server that never answers", () => {}, { status: "timed-out", detail: "No answer before the deadline." }],
];
for (const [what, answer, report] of failures)
  test(`${what} is one clear report, from doctor and from a question`, async () => {
    const odd = await startOddServer(answer);
    stops.push(odd.stop);
    const reader = readerOf(odd.url, 20_000);
    const soon = AbortSignal.timeout(what.includes("never") ? 500 : 30_000);
    const [probed, collected] = await Promise.all([
      alertmanager.probe(reader, soon),
      alertmanager.collect?.(reader, hourOf("shop", now), soon),
    ]);
    expect(probed).toMatchObject({ source: "alertmanager", ...report });
    expect(collected).toMatchObject({ observations: {}, report });
  });

test("a server that is gone is unreachable, and says so when it is asked what a question means", async () => {
  const gone = readerOf(`http://127.0.0.1:${await freePort()}`);
  expect(await alertmanager.probe(gone, patient())).toMatchObject({
    status: "unreachable",
    detail: expect.stringContaining("ECONNREFUSED"),
  });
  await expect(alertmanager.resolve?.(gone, { text: "KubePodCrashLooping" }, patient())).rejects.toMatchObject({
    kind: "unavailable",
  });
});

function readerOf(url: string, maxBytes?: number): AlertmanagerReader {
  const endpoint = openEndpoint({ url });
  if (!endpoint) throw new Error("no url");
  return connectAlertmanager(endpoint, maxBytes);
}

async function recordedFrom(alerts: unknown): Promise<AlertmanagerReader> {
  const folder = await mkdtemp(path.join(dir, "foreign-"));
  const writer = await writeCapture(folder);
  await writer.json(LAYOUT.alerts, alerts);
  await writer.finish({ version: 1, cluster: "test", takenAt: at(now), sources: {} });
  const reader = await openRecordedAlertmanager(await openCapture(folder));
  if (!reader) throw new Error("not there");
  return reader;
}
