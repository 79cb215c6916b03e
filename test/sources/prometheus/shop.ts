import type { Data, TestSeries } from "./server.ts";

/** A namespace as kube-state-metrics, cAdvisor and a program with the usual HTTP metrics show it. */
export function shop(end: number): Data {
  return { end, step: 15, count: 241, series: [...containers(), ...objects(), ...requests(), ...cluster()] };
}

const pods = ["api-6d5f7c9b8-x2x4z", "api-6d5f7c9b8-k9k7b"];
const MIB = 2 ** 20;
const each = (make: (pod: string, i: number) => TestSeries[]) => pods.flatMap(make);

function containers(): TestSeries[] {
  return each((pod) => {
    const labels = { namespace: "shop", pod, container: "api", job: "kubelet" };
    return [
      // grows to its limit of 128 MiB in the last half hour
      { metric: "container_memory_working_set_bytes", labels, value: (i) => (i < 120 ? 60 : 60 + (i - 120) / 2) * MIB },
      { metric: "container_memory_working_set_bytes", labels: { ...labels, container: "" }, value: () => 999 * MIB },
      { metric: "container_cpu_usage_seconds_total", labels, value: (i) => i * 15 * 0.4 },
      { metric: "container_cpu_cfs_periods_total", labels, value: (i) => i * 150 },
      { metric: "container_cpu_cfs_throttled_periods_total", labels, value: (i) => i * 60 },
    ];
  });
}

/** kube-state-metrics scraped without honorLabels: its own pod and namespace are in the plain labels. */
function objects(): TestSeries[] {
  const exporter = { namespace: "monitoring", pod: "kube-state-metrics-0", job: "kube-state-metrics" };
  const limits = each((pod) => {
    const labels = { ...exporter, exported_namespace: "shop", exported_pod: pod, exported_container: "api" };
    return [
      {
        metric: "kube_pod_container_resource_limits",
        labels: { ...labels, resource: "memory" },
        value: () => 128 * MIB,
      },
      { metric: "kube_pod_container_resource_limits", labels: { ...labels, resource: "cpu" }, value: () => 0.5 },
      { metric: "kube_pod_container_status_restarts_total", labels, value: (i) => Math.floor(i / 100) },
      { metric: "kube_pod_status_ready", labels: { ...labels, condition: "true" }, value: (i) => (i > 200 ? 0 : 1) },
    ];
  });
  const deployment = { ...exporter, exported_namespace: "shop", deployment: "api" };
  return [
    ...limits,
    { metric: "kube_deployment_spec_replicas", labels: deployment, value: () => 2 },
    { metric: "kube_deployment_status_replicas_available", labels: deployment, value: (i) => (i > 200 ? 0 : 2) },
  ];
}

function requests(): TestSeries[] {
  return each((pod) => {
    const labels = { namespace: "shop", pod, service: "api", job: "api" };
    const buckets = [
      ["0.1", 0.5],
      ["1", 0.9],
      ["+Inf", 1],
    ] as const;
    return [
      { metric: "http_requests_total", labels: { ...labels, code: "200" }, value: (i) => i * 150 },
      { metric: "http_requests_total", labels: { ...labels, code: "500" }, value: (i) => Math.max(0, i - 200) * 50 },
      { metric: "http_request_duration_seconds_sum", labels, value: (i) => i * 150 * 0.25 },
      { metric: "http_request_duration_seconds_count", labels, value: (i) => i * 150 },
      ...buckets.map(([le, share]) => ({
        metric: "http_request_duration_seconds_bucket",
        labels: { ...labels, le },
        value: (i: number) => i * 150 * share,
      })),
      { metric: "up", labels, value: () => 1 },
      { metric: "promhttp_metric_handler_requests_total", labels: { ...labels, code: "200" }, value: (i) => i },
    ];
  });
}

function cluster(): TestSeries[] {
  return [
    {
      metric: "kube_node_status_condition",
      labels: { node: "n1", condition: "MemoryPressure", status: "true" },
      value: () => 1,
    },
    {
      metric: "kube_node_status_condition",
      labels: { node: "n2", condition: "MemoryPressure", status: "true" },
      value: () => 0,
    },
    {
      metric: "kube_node_status_condition",
      labels: { node: "n2", condition: "Ready", status: "unknown" },
      value: () => 1,
    },
    { metric: "coredns_dns_responses_total", labels: { rcode: "NOERROR" }, value: (i) => i * 900 },
    { metric: "coredns_dns_responses_total", labels: { rcode: "SERVFAIL" }, value: (i) => i * 100 },
  ];
}
