import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openCapture } from "../../../src/core/capture/folder.ts";
import { LAYOUT } from "../../../src/core/capture/layout.ts";
import { writeCapture } from "../../../src/core/capture/writer.ts";
import type { Series } from "../../../src/core/observation.ts";
import { apiDataOf } from "../../../src/sources/prometheus/api-data.ts";
import { capturePrometheus } from "../../../src/sources/prometheus/capture.ts";
import { collect } from "../../../src/sources/prometheus/collect.ts";
import type { PrometheusReader } from "../../../src/sources/prometheus/reader.ts";
import { openRecordedPrometheus } from "../../../src/sources/prometheus/recorded.ts";
import { prometheus } from "../../../src/sources/prometheus/source.ts";
import { hourOf, lastOf, patient, readerOf } from "./scope.ts";
import { type Server, startPrometheus } from "./server.ts";
import { shop } from "./shop.ts";

const end = Math.floor(Date.now() / 15_000) * 15;
const scope = hourOf("shop", end);
const rules = `groups:
- name: shop
  rules:
  - { alert: ShopDown, expr: 'kube_deployment_status_replicas_available{exported_namespace="shop"} == 0', labels: { severity: critical }, annotations: { runbook_url: "https://example.test/shop" } }
  - { alert: OtherDown, expr: 'vector(1)', labels: { namespace: other } }
  - { alert: Watchdog, expr: 'vector(1)' }
  - { alert: Blind, expr: 'kube_pod_status_ready * on (exported_namespace) kube_pod_status_ready' }
`;
let server: Server;
let live: PrometheusReader;
let dir: string;

beforeAll(async () => {
  server = await startPrometheus({ data: shop(end), rules });
  live = readerOf(server.url);
  dir = await mkdtemp(path.join(tmpdir(), "sitrep-capture-"));
});
afterAll(async () => {
  await server?.stop();
  await rm(dir, { recursive: true, force: true });
});

test("a namespace's trouble is read off whatever its exporters call things", async () => {
  const { observations, report } = await collect(live, scope, patient());
  expect(report).toMatchObject({ status: "ok", source: "prometheus" });
  const last = (signal: Parameters<typeof lastOf>[1]) => lastOf(observations.series, signal);
  const perContainer = (value: number) => ({
    "shop/api-6d5f7c9b8-x2x4z/api": value,
    "shop/api-6d5f7c9b8-k9k7b/api": value,
  });
  const perPod = (value: number) => ({ "shop/api-6d5f7c9b8-x2x4z": value, "shop/api-6d5f7c9b8-k9k7b": value });
  expect(last("memory-working-set")).toEqual(perContainer(125_800_000));
  expect(last("memory-limit-ratio")).toEqual(perContainer(0.9375));
  expect(last("cpu-limit-ratio")).toEqual(perContainer(0.8));
  expect(last("cpu-throttled-ratio")).toEqual(perContainer(0.4));
  expect(last("restarts")).toEqual(perContainer(2));
  expect(last("pod-ready")).toEqual(perPod(0));
  expect(last("http-error-ratio")).toEqual(perPod(0.25));
  expect(last("http-rate")).toEqual(perPod(13.33));
  expect(last("http-latency-mean")).toEqual(perPod(0.25));
  expect(last("http-latency-p95")).toEqual(perPod(1));
  expect(last("replicas-missing")).toEqual({ "shop/api": 2 });
  expect(last("node-condition")).toEqual({ MemoryPressure: 1, NotReady: 1 });
  expect(last("dns-error-ratio")).toEqual({ "": 0.1 });
});

test("alerts of the namespace come from the rules; those of others and the watchdog do not", async () => {
  await expect
    .poll(async () => (await collect(live, scope, patient())).observations.alerts, { timeout: 20_000 })
    .toEqual([
      expect.objectContaining({
        name: "ShopDown",
        state: "firing",
        labels: expect.objectContaining({ exported_namespace: "shop", severity: "critical" }),
        annotations: { runbook_url: "https://example.test/shop" },
      }),
    ]);
});

test("an alert rule that the server cannot evaluate is named: its silence proves nothing", async () => {
  await expect
    .poll(async () => (await collect(live, scope, patient())).report.detail, { timeout: 20_000 })
    .toContain("alert Blind: its rule cannot be evaluated");
});

test("every query that a series names gives that series again", async () => {
  const { observations } = await collect(live, scope, patient());
  const queries = [...new Set(observations.series?.map(({ query }) => query))];
  const answers = await Promise.all(queries.map((query) => live.query(query, end, patient())));
  expect(queries.filter((_, i) => answers[i]?.series.length === 0)).toEqual([]);
});

test("a capture answers as the server did", async () => {
  const target = path.join(dir, "own");
  const writer = await writeCapture(target);
  const report = await capturePrometheus(live, scope, writer, patient());
  await writer.finish({ version: 1, cluster: "test", takenAt: scope.now, sources: {} });
  expect(report.status).toBe("ok");
  const recorded = await openRecordedPrometheus(await openCapture(target));
  if (!recorded) throw new Error("nothing was recorded");
  const [now, then] = [await collect(live, scope, patient()), await collect(recorded, scope, patient())];
  expect(then.observations.series).toEqual(now.observations.series);
  expect(then.observations.alerts).toEqual(now.observations.alerts);
  // and questions that a person asks of it
  const query =
    ' max by (namespace,pod,container)( container_memory_working_set_bytes{container!="", container!="POD", namespace="shop"} )';
  expect((await recorded.query(query, end, patient())).series.map(({ points }) => points)).toEqual(
    (await live.query(query, end, patient())).series.map(({ points }) => points),
  );
});

test("what was not recorded is refused with what was", async () => {
  const line = { query: "sum(up)", time: end, data: { resultType: "vector", result: [] } };
  const recorded = await foreign("little", [JSON.stringify(line)]);
  await expect(recorded.query("avg(up)", end, patient())).rejects.toMatchObject({
    kind: "input",
    hint: expect.stringContaining("sum(up)"),
  });
});

test("an alert's name in a question stands for what the alert is about", async () => {
  await expect
    .poll(() => prometheus.resolve?.(live, { text: "why is ShopDown firing" }, patient()), { timeout: 20_000 })
    .toMatchObject([{ namespace: "shop", object: { kind: "Deployment", name: "api" }, because: "alert ShopDown" }]);
  expect(await prometheus.resolve?.(live, { text: "what is wrong with shop?" }, patient())).toEqual([]);
});

test("raw counters that another program recorded tell the same as the server's own rates", async () => {
  const grid = { start: end - 3600, end, step: 30 };
  const selectors = ['{namespace="shop"}', '{exported_namespace="shop"}', '{__name__=~"kube_node.*|coredns.*"}'];
  const rows = await Promise.all(
    selectors.map(async (query) => ({
      query,
      ...grid,
      data: apiDataOf((await live.range(query, grid, patient())).series),
    })),
  );
  const recorded = await foreign(
    "raw",
    rows.map((row) => JSON.stringify(row)),
  );
  const [now, then] = [await collect(live, scope, patient()), await collect(recorded, scope, patient())];
  const signals = new Set(now.observations.series?.flatMap(({ signal }) => signal ?? []));
  expect(signals.size).toBeGreaterThan(14);
  for (const signal of signals)
    expect([signal, lastOf(then.observations.series, signal)]).toEqual([
      signal,
      lastOf(now.observations.series, signal),
    ]);
});

test("a recording with damaged lines is used, and says so", async () => {
  const good = {
    query: "up",
    time: end,
    data: { resultType: "vector", result: [{ metric: { __name__: "up", pod: "a" }, value: [end, "0"] }] },
  };
  const recorded = await foreign("damaged", [JSON.stringify(good), "{not json", JSON.stringify({ query: 7 }), ""]);
  const { observations, report } = await collect(recorded, scope, patient());
  expect(observations.series).toEqual<Series[]>([
    { query: "up", signal: "target-up", labels: { pod: "a" }, points: [[end, 0]] },
  ]);
  expect(report).toMatchObject({ status: "truncated", detail: expect.stringContaining("2 of 3 lines: not readable") });
});

async function foreign(name: string, lines: string[]): Promise<PrometheusReader> {
  const folder = path.join(dir, name);
  const writer = await writeCapture(folder);
  await writer.text(LAYOUT.queries, lines.join("\n"));
  await writer.finish({ version: 1, cluster: "test", takenAt: scope.now, sources: {} });
  const reader = await openRecordedPrometheus(await openCapture(folder));
  if (!reader) throw new Error("not there");
  return reader;
}
