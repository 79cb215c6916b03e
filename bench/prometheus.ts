import { openEndpoint } from "../src/core/endpoint.ts";
import { collect } from "../src/sources/prometheus/collect.ts";
import { connectPrometheus } from "../src/sources/prometheus/live.ts";
import { type Server, startPrometheus, type TestSeries } from "../test/sources/prometheus/server.ts";

/**
 * What a question costs on a real Prometheus with that many pods in the namespace asked about (default 300), an hour of
 * samples every 30 s: `npx node bench/prometheus.ts 300`.
 */
const pods = Number(process.argv[2] ?? 300);
const end = Math.floor(Date.now() / 1000);
const server = await startPrometheus({ data: { end, step: 30, count: 121, series: namespace() } });
try {
  await measure(server);
} finally {
  await server.stop();
}

async function measure({ url }: Server): Promise<void> {
  const rss = () => process.memoryUsage().rss / 2 ** 20; // the data above are in it: only growth says something
  const before = rss();
  const began = performance.now();
  await import("prometheus-query");
  console.log(`import prometheus-query ${ms(began)}, RSS +${(rss() - before).toFixed(0)} MiB`);
  const endpoint = openEndpoint({ url });
  if (!endpoint) return;
  const reader = connectPrometheus(endpoint);
  const scope = {
    targets: [{ cluster: "", namespace: "shop", because: "bench" }],
    from: new Date((end - 3600) * 1000).toISOString(),
    now: new Date(end * 1000).toISOString(),
  };
  for (const run of ["first", "second", "third"]) {
    const started = performance.now();
    const held = rss();
    const { report } = await collect(reader, scope, AbortSignal.timeout(60_000));
    console.log(
      `collect, ${pods} pods, ${run}  ${ms(started)}, RSS +${(rss() - held).toFixed(0)} MiB, ${report.status}: ${report.detail}`,
    );
  }
}

function ms(since: number): string {
  return `${(performance.now() - since).toFixed(0)} ms`;
}

function namespace(): TestSeries[] {
  return Array.from({ length: pods }, (_, i) => `api-${i}`).flatMap((pod, i) => {
    const labels = { namespace: "shop", pod, container: "api" };
    const counters = [
      "container_cpu_usage_seconds_total",
      "container_cpu_cfs_periods_total",
      "container_cpu_cfs_throttled_periods_total",
    ];
    const gauges = [
      "container_memory_working_set_bytes",
      "kube_pod_container_status_restarts_total",
      "kube_pod_container_status_ready",
    ];
    const codes = ["200", "404", "500"];
    return [
      ...counters.map((metric) => ({ metric, labels, value: (n: number) => n * (1 + i) })),
      ...gauges.map((metric) => ({ metric, labels, value: (n: number) => n + i })),
      { metric: "kube_pod_container_resource_limits", labels: { ...labels, resource: "memory" }, value: () => 2 ** 27 },
      { metric: "kube_pod_status_ready", labels: { namespace: "shop", pod, condition: "true" }, value: () => 1 },
      { metric: "up", labels: { namespace: "shop", pod, job: "api" }, value: () => 1 },
      ...codes.map((code) => ({
        metric: "http_requests_total",
        labels: { ...labels, code },
        value: (n: number) => n * 30,
      })),
      ...["0.1", "0.5", "1", "+Inf"].map((le) => ({
        metric: "http_request_duration_seconds_bucket",
        labels: { ...labels, le },
        value: (n: number) => n * 90,
      })),
    ];
  });
}
