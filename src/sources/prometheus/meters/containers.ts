import type { Meter } from "./meter.ts";

const CONTAINER = ["namespace", "pod", "container"];
/** cAdvisor also counts the pod's own cgroup (no name) and, on old kubelets, the pause container. */
const REAL = 'container!="",container!="POD"';

const resources = (signal: "memory-limit" | "cpu-limit" | "cpu-request", metric: string, where?: string): Meter => ({
  signal,
  value: { metric, ...(where && { where }) },
  aggregate: "max",
  by: CONTAINER,
});

/** From the kubelet's cAdvisor; limits from kube-state-metrics first. */
export const CONTAINERS: readonly Meter[] = [
  {
    signal: "memory-working-set",
    value: { metric: "container_memory_working_set_bytes", where: REAL },
    aggregate: "max",
    by: CONTAINER,
  },
  {
    signal: "memory-working-set",
    value: { metric: "container_memory_working_set" }, // OpenTelemetry's kubeletstats receiver
    aggregate: "max",
    by: CONTAINER,
    fallback: true,
  },
  resources("memory-limit", "kube_pod_container_resource_limits", 'resource="memory"'),
  { ...resources("memory-limit", "kube_pod_container_resource_limits_memory_bytes"), fallback: true },
  {
    signal: "memory-limit",
    value: { metric: "container_spec_memory_limit_bytes", where: REAL },
    aggregate: "max",
    by: CONTAINER,
    above: 0,
    fallback: true,
  },
  {
    signal: "memory-stalled-ratio",
    value: { metric: "container_pressure_memory_stalled_seconds_total", where: REAL, counter: true },
    aggregate: "sum",
    by: CONTAINER,
    above: 0,
  },
  {
    signal: "oom-events",
    value: { metric: "container_oom_events_total", where: REAL },
    aggregate: "sum",
    by: CONTAINER,
    above: 0,
  },
  {
    signal: "cpu-usage",
    value: { metric: "container_cpu_usage_seconds_total", where: REAL, counter: true },
    aggregate: "sum",
    by: CONTAINER,
  },
  {
    signal: "cpu-usage",
    value: { metric: "process_cpu_seconds_total", counter: true },
    aggregate: "sum",
    by: CONTAINER,
    fallback: true,
  },
  resources("cpu-limit", "kube_pod_container_resource_limits", 'resource="cpu"'),
  { ...resources("cpu-limit", "kube_pod_container_resource_limits_cpu_cores"), fallback: true },
  {
    signal: "cpu-limit",
    value: { metric: "container_spec_cpu_quota", where: REAL },
    over: { metric: "container_spec_cpu_period", where: REAL },
    aggregate: "max",
    by: CONTAINER,
    fallback: true,
  },
  resources("cpu-request", "kube_pod_container_resource_requests", 'resource="cpu"'),
  {
    signal: "cpu-throttled-ratio",
    value: { metric: "container_cpu_cfs_throttled_periods_total", where: REAL, counter: true },
    over: { metric: "container_cpu_cfs_periods_total", where: REAL, counter: true },
    aggregate: "sum",
    by: CONTAINER,
  },
  {
    signal: "cpu-waiting-ratio",
    value: { metric: "container_pressure_cpu_waiting_seconds_total", where: REAL, counter: true },
    aggregate: "sum",
    by: CONTAINER,
    above: 0.01,
  },
  ...["receive_packets_dropped", "transmit_packets_dropped", "receive_errors", "transmit_errors"].map(
    (what): Meter => ({
      signal: "network-lost",
      value: { metric: `container_network_${what}_total`, counter: true },
      aggregate: "sum",
      by: ["namespace", "pod"],
      above: 0,
      labels: { loss: what },
    }),
  ),
];
