import { expect, test } from "vitest";
import { apiDataOf } from "../../../src/sources/prometheus/api-data.ts";
import { recordedSeries } from "../../../src/sources/prometheus/recorded-series.ts";
import { rowOf } from "../../../src/sources/prometheus/rows.ts";
import { hourOf } from "./scope.ts";

const END = 1_700_000_000;

/** One recorded query with one series, as another program would write it. */
function recorded(query: string, labels: Record<string, string>, values: number[]): string {
  const points = values.map((n, i): [number, number] => [END - (values.length - 1 - i) * 60, n]);
  return JSON.stringify({ query, start: END - 3600, end: END, step: 60, data: apiDataOf([{ query, labels, points }]) });
}

function signalsOf(...lines: string[]) {
  const series = recordedSeries(
    lines.flatMap((line) => rowOf(line) ?? []),
    hourOf("shop", END),
  );
  return series.flatMap(({ signal, points, labels }) =>
    signal ? [[signal, labels.workload ?? labels.pod ?? "", points.at(-1)?.[1]]] : [],
  );
}

test.each([
  ['sum(rate(container_cpu_usage_seconds_total{namespace="shop",container!=""}[5m])) by (pod)', 0.5, "cpu-usage", 0.5],
  ['sum by (pod) (increase(container_cpu_usage_seconds_total{namespace="shop"}[5m]))', 150, "cpu-usage", 0.5],
  [
    'max_over_time(container_memory_working_set_bytes{namespace="shop",container="api"}[5m])',
    64,
    "memory-working-set",
    64,
  ],
  [
    'sum(container_memory_working_set_bytes{namespace="shop"}) by (pod) / 1024 / 1024',
    1,
    "memory-working-set",
    1_048_576,
  ],
  [
    '100 * sum(container_memory_working_set_bytes) by (pod) / sum(kube_pod_container_resource_limits{resource="memory"}) by (pod)',
    95,
    "memory-limit-ratio",
    0.95,
  ],
  [
    "sum by (pod) (rate(container_cpu_cfs_throttled_periods_total[5m])) / sum by (pod) (rate(container_cpu_cfs_periods_total[5m]))",
    0.4,
    "cpu-throttled-ratio",
    0.4,
  ],
  ["increase(kube_pod_container_status_restarts_total[1h])", 3, "restarts-recent", 3],
  [
    'histogram_quantile(0.95, sum(rate(istio_request_duration_milliseconds_bucket{reporter="destination"}[1m])) by (le, pod))',
    250,
    "http-latency-p95",
    0.25,
  ],
  [
    'sum(rate(http_requests_total{status=~"5.."}[5m])) by (pod) / sum(rate(http_requests_total[5m])) by (pod)',
    0.1,
    "http-error-ratio",
    0.1,
  ],
  [
    "sum(rate(http_server_duration_milliseconds_sum[5m])) by (pod) / sum(rate(http_server_duration_milliseconds_count[5m])) by (pod)",
    80,
    "http-latency-mean",
    0.08,
  ],
  ["1 - kubelet_volume_stats_available_bytes / kubelet_volume_stats_capacity_bytes", 0.9, "volume-used-ratio", 0.9],
  ["kube_deployment_spec_replicas - kube_deployment_status_replicas_available", 2, "replicas-missing", 2],
])("%s is understood", (query, value, signal, expected) => {
  const [only, ...more] = signalsOf(recorded(query, { namespace: "shop", pod: "api-1" }, [value]));
  expect(more).toEqual([]);
  expect(only?.slice(0, 2)).toEqual([signal, "api-1"]);
  expect(only?.[2]).toBeCloseTo(expected, 9);
});

test.each([
  "predict_linear(kubelet_volume_stats_available_bytes[6h], 3600)",
  "kubelet_volume_stats_available_bytes / kubelet_volume_stats_capacity_bytes",
  'sum(rate(http_requests_total{status!~"5.."}[5m])) / sum(rate(http_requests_total[5m]))',
  "count(container_memory_working_set_bytes)",
  "time() - container_start_time_seconds",
  "container_memory_working_set_bytes - container_memory_rss",
  "some_metric_of_ours",
])("%s is kept, and nothing is claimed about it", (query) => {
  const line = recorded(query, { namespace: "shop", pod: "api-1" }, [1]);
  const rows = [rowOf(line)].flatMap((row) => row ?? []);
  expect(recordedSeries(rows, hourOf("shop", END))).toMatchObject([
    { query, labels: { pod: "api-1" }, points: [[END, 1]] },
  ]);
  expect(signalsOf(line)).toEqual([]);
});

test("failed and all requests, asked separately, give the share that failed", () => {
  const labels = { namespace: "shop", service: "api" };
  const signals = signalsOf(
    recorded('sum(rate(http_requests_total{code=~"5.."}[5m])) by (namespace, service)', labels, [0, 3]),
    recorded("sum(rate(http_requests_total[5m])) by (namespace, service)", labels, [10, 12]),
  );
  expect(signals).toContainEqual(["http-error-ratio", "", 0.25]);
  expect(signals).toContainEqual(["http-rate", "", 12]);
});

test("requests by status code give their rate and the share that failed, each side of a mesh by itself", () => {
  const query =
    "sum(rate(istio_requests_total[1m])) by (destination_workload, destination_workload_namespace, response_code, reporter)";
  const labels = { destination_workload: "api", destination_workload_namespace: "shop", reporter: "destination" };
  const points = (n: number) => [[END, String(n)]];
  const result = [
    { metric: { ...labels, response_code: "200" }, values: points(6) },
    { metric: { ...labels, response_code: "503" }, values: points(2) },
    { metric: { ...labels, response_code: "503", reporter: "source" }, values: points(50) },
  ];
  const line = JSON.stringify({ query, start: END, end: END, step: 60, data: { resultType: "matrix", result } });
  expect(signalsOf(line)).toEqual([
    ["http-rate", "api", 8],
    ["http-error-ratio", "api", 0.25],
    ["client-rate", "", 50],
    ["client-error-ratio", "", 1],
  ]);
});

test("a mesh's raw counters tell what each workload answered and what its callers saw", () => {
  const edge = (reporter: string, code: string, total: number) =>
    recorded(
      `istio_requests_total{response_code="${code}",reporter="${reporter}"}`,
      {
        __name__: "istio_requests_total",
        reporter,
        response_code: code,
        source_workload: "web",
        source_workload_namespace: "front",
        destination_workload: "api",
        destination_workload_namespace: "shop",
        destination_service_name: "api",
        pod: "reporter-1",
      },
      [0, total],
    );
  const signals = signalsOf(
    edge("destination", "200", 600),
    edge("destination", "500", 0),
    edge("source", "200", 300),
    edge("source", "503", 300),
  );
  expect(signals).toEqual([
    ["http-rate", "api", 10],
    ["http-error-ratio", "api", 0],
    ["client-rate", "web", 10],
    ["client-error-ratio", "web", 0.5],
  ]);
});

test("what a program asked of others is not what it was asked", () => {
  const asked = (code: string, total: number) =>
    recorded(
      "http_client_requests_total",
      { __name__: "http_client_requests_total", namespace: "shop", pod: "web-1", code },
      [0, total],
    );
  expect(signalsOf(asked("200", 540), asked("503", 60))).toEqual([
    ["client-rate", "web-1", 10],
    ["client-error-ratio", "web-1", 0.1],
  ]);
});

test("a counter that restarts counts from zero, and one sample gives no rate", () => {
  const labels = { __name__: "http_requests_total", namespace: "shop", pod: "api-1" };
  expect(signalsOf(recorded("http_requests_total", labels, [600, 60]))).toEqual([["http-rate", "api-1", 1]]);
  expect(signalsOf(recorded("http_requests_total", labels, [600]))).toEqual([]);
});

test("the same query asked again and again is one series", () => {
  const at = (time: number, n: number) =>
    JSON.stringify({
      query: 'up{pod="a"}',
      time,
      data: { resultType: "vector", result: [{ metric: { __name__: "up", pod: "a" }, value: [time, String(n)] }] },
    });
  const rows = [at(END - 60, 1), at(END, 0)].flatMap((line) => rowOf(line) ?? []);
  expect(recordedSeries(rows, hourOf("shop", END))).toMatchObject([
    {
      signal: "target-up",
      points: [
        [END - 60, 1],
        [END, 0],
      ],
    },
  ]);
});

test("rows are read in every shape that programs write", () => {
  const data = { resultType: "vector", result: [{ metric: { __name__: "up" }, value: [END, "1"] }] };
  const shapes = [
    { query: "up", time: END, data },
    { query: "up", time: new Date(END * 1000).toISOString(), data: { status: "success", data } },
    { query: "up", data },
    { query: "up", start: String(END - 60), end: END, step: "1m", data },
  ];
  expect(shapes.map((shape) => rowOf(JSON.stringify(shape))?.at)).toEqual([
    END,
    END,
    END,
    { start: END - 60, end: END, step: 60 },
  ]);
  expect(["[]", '{"query":"up"}', '{"data":{}}', "nonsense"].map(rowOf)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test("a program that only measures durations is heard beside others that count requests", () => {
  const count = "http_request_duration_seconds_count";
  const grows = (by: number) => [0, 1, 2, 3, 4, 5].map((i) => i * by);
  const line = (metric: string, pod: string, code: string, by: number) =>
    recorded(`${metric}{pod="${pod}",code="${code}"}`, { __name__: metric, namespace: "shop", pod, code }, grows(by));
  const found = signalsOf(
    line("http_requests_total", "api-1", "200", 600),
    line(count, "api-1", "200", 600),
    line(count, "web-1", "200", 300),
    line(count, "web-1", "500", 300),
  ).filter(([signal]) => signal === "http-error-ratio");
  expect(found).toEqual(expect.arrayContaining([["http-error-ratio", "web-1", 0.5]]));
  expect(found.filter(([, pod]) => pod === "api-1")).toHaveLength(1);
});
