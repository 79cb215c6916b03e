import { afterAll, beforeAll, expect, test } from "vitest";
import type { Series } from "../../../src/core/observation.ts";
import { collect } from "../../../src/sources/prometheus/collect.ts";
import { writeNativeHistogram } from "./remote-write.ts";
import { hourOf, lastOf, patient, readerOf } from "./scope.ts";
import { type Server, startPrometheus, type TestSeries } from "./server.ts";

const end = Math.floor(Date.now() / 15_000) * 15 - 60;
const args = ["--web.enable-remote-write-receiver", "--enable-feature=native-histograms"];
let server: Server;

/** A counter that grows by so many per second. */
const grows = (metric: string, labels: Record<string, string>, perSecond: number): TestSeries => ({
  metric,
  labels,
  value: (i) => i * 15 * perSecond,
});

beforeAll(async () => {
  server = await startPrometheus({
    data: { end, step: 15, count: 81, series: [...mesh(), ...telemetry(), ...ingress(), ...grpc(), ...crowd()] },
    args,
  });
  const times = Array.from({ length: 20 }, (_, i) => end + 1 + i);
  await writeNativeHistogram(
    server.url,
    { __name__: "http_request_duration_seconds", namespace: "native", pod: "n-1" },
    times,
  );
});
afterAll(() => server?.stop());

function mesh(): TestSeries[] {
  const edge = (reporter: string, code: string) => ({
    reporter,
    response_code: code,
    source_workload: "web",
    source_workload_namespace: "front",
    destination_workload: "cart",
    destination_workload_namespace: "mesh",
    destination_service_name: "cart",
    namespace: reporter === "source" ? "front" : "mesh",
    pod: reporter === "source" ? "web-1" : "cart-1",
  });
  return [
    grows("istio_requests_total", edge("destination", "200"), 9),
    grows("istio_requests_total", edge("destination", "503"), 1),
    grows("istio_requests_total", edge("source", "200"), 9),
    grows("istio_requests_total", edge("source", "503"), 9),
    grows("istio_request_duration_milliseconds_sum", edge("destination", "200"), 900),
    grows("istio_request_duration_milliseconds_count", edge("destination", "200"), 9),
    grows("istio_request_duration_milliseconds_sum", edge("source", "200"), 1800),
    grows("istio_request_duration_milliseconds_count", edge("source", "200"), 9),
  ];
}

function telemetry(): TestSeries[] {
  const labels = { k8s_namespace_name: "otel", k8s_pod_name: "ad-1", k8s_deployment_name: "ad", http_route: "/ads" };
  return [
    grows("http_server_request_duration_seconds_count", { ...labels, http_response_status_code: "200" }, 3),
    grows("http_server_request_duration_seconds_count", { ...labels, http_response_status_code: "500" }, 1),
    grows("http_server_request_duration_seconds_sum", { ...labels, http_response_status_code: "200" }, 2),
  ];
}

function ingress(): TestSeries[] {
  const labels = {
    exported_namespace: "edge",
    ingress: "shop",
    exported_service: "web",
    namespace: "ingress-nginx",
    pod: "controller-1",
  };
  return [
    grows("nginx_ingress_controller_requests", { ...labels, status: "200" }, 6),
    grows("nginx_ingress_controller_requests", { ...labels, status: "502" }, 2),
  ];
}

function grpc(): TestSeries[] {
  const labels = { namespace: "rpc", pod: "ledger-1", grpc_type: "unary", grpc_method: "Post" };
  return [
    grows("grpc_server_handled_total", { ...labels, grpc_code: "OK" }, 4),
    grows("grpc_server_handled_total", { ...labels, grpc_code: "NotFound" }, 4),
    grows("grpc_server_handled_total", { ...labels, grpc_code: "Unavailable" }, 2),
  ];
}

/** 200 healthy pods of "web", one that restarts, one that is not ready, and a quiet workload. */
function crowd(): TestSeries[] {
  const pods = [...Array.from({ length: 200 }, (_, i) => `web-${i}`), "web-restarts", "web-unready", "quiet-1"];
  return pods.flatMap((pod) => {
    const labels = { namespace: "crowd", pod, container: "main" };
    return [
      {
        metric: "kube_pod_container_status_restarts_total",
        labels,
        value: (i: number) => (pod === "web-restarts" ? i : 0),
      },
      {
        metric: "kube_pod_status_ready",
        labels: { namespace: "crowd", pod, condition: "true" },
        value: () => (pod === "web-unready" ? 0 : 1),
      },
      { metric: "container_memory_working_set_bytes", labels, value: () => (pod === "quiet-1" ? 1 : 100) },
    ];
  });
}

async function seriesOf(namespace: string, at = end): Promise<Series[]> {
  const { observations, report } = await collect(readerOf(server.url), hourOf(namespace, at), patient());
  expect(report.status).toBe("ok");
  return observations.series ?? [];
}

test("a mesh is asked as the server for what a workload answers, as the client for what it calls", async () => {
  const cart = await seriesOf("mesh");
  expect(lastOf(cart, "http-error-ratio")).toEqual({ "mesh/cart": 0.1 });
  expect(lastOf(cart, "http-latency-mean")).toEqual({ "mesh/cart": 0.1 });
  expect(lastOf(cart, "client-rate")).toEqual({});
  const web = await seriesOf("front");
  expect(lastOf(web, "client-error-ratio")).toEqual({ "front/web": 0.5 });
  expect(lastOf(web, "client-latency-mean")).toEqual({ "front/web": 0.2 });
  expect(web.find(({ signal }) => signal === "client-rate")?.labels.peer).toBe("cart");
  expect(lastOf(web, "http-rate")).toEqual({});
});

test("OpenTelemetry's resource attributes name the pod and the workload", async () => {
  const series = await seriesOf("otel");
  expect(lastOf(series, "http-rate")).toEqual({ "otel/ad/ad-1": 4 });
  expect(lastOf(series, "http-error-ratio")).toEqual({ "otel/ad/ad-1": 0.25 });
});

test("an ingress controller's numbers belong to the service behind it", async () => {
  const series = await seriesOf("edge");
  expect(lastOf(series, "http-error-ratio")).toEqual({ edge: 0.25 });
  expect(series.find(({ signal }) => signal === "http-rate")?.labels).toMatchObject({
    service: "web",
    ingress: "shop",
  });
});

test("gRPC codes that blame the caller are no server errors", async () => {
  expect(lastOf(await seriesOf("rpc"), "http-error-ratio")).toEqual({ "rpc/ledger-1": 0.2 });
});

test("of very many pods those that tell something are asked about, and those of the workload in question", async () => {
  const scope = hourOf("crowd", end);
  const object = { apiVersion: "apps/v1", kind: "Deployment", namespace: "crowd", name: "quiet" };
  const asked = { ...scope, targets: scope.targets.map((target) => ({ ...target, object })) };
  const { observations, report } = await collect(readerOf(server.url), asked, patient());
  const pods = new Set(observations.series?.flatMap(({ labels }) => labels.pod ?? []));
  expect([...pods]).toEqual(expect.arrayContaining(["web-restarts", "web-unready", "quiet-1"]));
  expect(pods.size).toBeLessThanOrEqual(60);
  expect(report).toMatchObject({
    status: "ok",
    detail: expect.stringMatching(/crowd: the \d+ most telling of 203 pods/),
  });
  expect(observations.series?.map(({ query }) => query).filter((query) => query.includes("pod=~"))).toEqual([]);
});

test("a native histogram gives its quantile", async () => {
  const [p95] = Object.values(lastOf(await seriesOf("native", end + 20), "http-latency-p95"));
  expect(p95).toBeGreaterThan(0.5);
  expect(p95).toBeLessThanOrEqual(1);
});

test("a namespace that no metric names is empty, and the report says what is missing", async () => {
  const { observations, report } = await collect(readerOf(server.url), hourOf("nowhere", end), patient());
  expect(observations.series).toEqual([]);
  expect(report).toMatchObject({
    status: "empty",
    detail: expect.stringContaining("metrics of namespace nowhere: there are none"),
  });
});

test("samples that stopped long ago are stale, not current", async () => {
  const { report } = await collect(readerOf(server.url), hourOf("rpc", end + 1200), patient());
  expect(report).toMatchObject({ status: "stale", detail: expect.stringContaining("newest sample") });
});
