/** Units are base units: seconds, bytes, cores; a ratio is 0 … 1 (or above, when a limit is exceeded); a flag is 0 or 1. */
export type Unit = "bytes" | "cores" | "seconds" | "ratio" | "count" | "per-second" | "flag";

interface Meaning {
  unit: Unit;
  /** What a point is about. Each name is a label of the series. */
  of: readonly string[];
  /** What a point says, and what it does not. */
  meaning: string;
}

/**
 * What a series measures, whichever exporter it came from. Rules ask for a signal and never read PromQL.
 * Labels named in `of` carry the object's own name, also where the exporter calls them something else;
 * one may be missing when the exporter does not say.
 */
export const SIGNALS = {
  // containers
  "memory-working-set": {
    unit: "bytes",
    of: ["namespace", "pod", "container"],
    meaning: "Memory the kernel cannot drop; the OOM killer acts near the limit. Samples may miss a short burst.",
  },
  "memory-limit": { unit: "bytes", of: ["namespace", "pod", "container"], meaning: "The container's memory limit." },
  "memory-limit-ratio": {
    unit: "ratio",
    of: ["namespace", "pod", "container"],
    meaning: "Working set over memory limit.",
  },
  "memory-stalled-ratio": {
    unit: "ratio",
    of: ["namespace", "pod", "container"],
    meaning: "Share of time in which every task waited for memory (PSI): thrashing before an OOM kill.",
  },
  "oom-events": {
    unit: "count",
    of: ["namespace", "pod", "container"],
    meaning: "OOM kills so far. Stays 0 when the killed process was the container's first: the cgroup goes with it.",
  },
  "cpu-usage": { unit: "cores", of: ["namespace", "pod", "container"], meaning: "CPU seconds used per second." },
  "cpu-limit": { unit: "cores", of: ["namespace", "pod", "container"], meaning: "The container's CPU limit." },
  "cpu-request": { unit: "cores", of: ["namespace", "pod", "container"], meaning: "The container's CPU request." },
  "cpu-limit-ratio": { unit: "ratio", of: ["namespace", "pod", "container"], meaning: "CPU usage over CPU limit." },
  "cpu-throttled-ratio": {
    unit: "ratio",
    of: ["namespace", "pod", "container"],
    meaning: "Share of scheduling periods in which the CPU limit stopped the container. No series: no CPU limit.",
  },
  "cpu-waiting-ratio": {
    unit: "ratio",
    of: ["namespace", "pod", "container"],
    meaning: "Share of time in which a task was runnable but waited for CPU (PSI): throttled, or a busy node.",
  },
  "network-lost": {
    unit: "per-second",
    of: ["namespace", "pod"],
    meaning: "Packets dropped or in error on the pod's interface. Loss elsewhere on the path is not in it.",
  },
  // state as kube-state-metrics tells it
  restarts: { unit: "count", of: ["namespace", "pod", "container"], meaning: "Restarts so far; a step is a restart." },
  "restarts-recent": {
    unit: "count",
    of: ["namespace", "pod", "container"],
    meaning: "Restarts within the query's own window, e.g. the last hour.",
  },
  "last-terminated": {
    unit: "flag",
    of: ["namespace", "pod", "container", "reason"],
    meaning: "1 for the reason of the container's last exit; only the last one.",
  },
  waiting: {
    unit: "flag",
    of: ["namespace", "pod", "container", "reason"],
    meaning: "1 while the container waits for this reason. The series exists only while it waits.",
  },
  "pod-ready": { unit: "flag", of: ["namespace", "pod"], meaning: "1 while the pod is ready." },
  "container-ready": { unit: "flag", of: ["namespace", "pod", "container"], meaning: "1 while it is ready." },
  "replicas-missing": {
    unit: "count",
    of: ["namespace", "workload"],
    meaning: "Replicas wanted but not available; `kind` names the workload's kind.",
  },
  "autoscaler-used-ratio": {
    unit: "ratio",
    of: ["namespace", "horizontalpodautoscaler"],
    meaning: "Current over maximum replicas.",
  },
  "quota-used-ratio": {
    unit: "ratio",
    of: ["namespace", "resourcequota", "resource"],
    meaning: "Used over hard limit of a quota.",
  },
  "volume-used-ratio": {
    unit: "ratio",
    of: ["namespace", "persistentvolumeclaim"],
    meaning: "Used share of a mounted volume, as the kubelet sees it.",
  },
  "volume-inodes-used-ratio": {
    unit: "ratio",
    of: ["namespace", "persistentvolumeclaim"],
    meaning: "Used share of a volume's inodes.",
  },
  // requests, as the side that answers counts them
  "http-rate": { unit: "per-second", of: ["namespace", "pod", "service", "workload"], meaning: "Requests answered." },
  "http-error-rate": {
    unit: "per-second",
    of: ["namespace", "pod", "service", "workload"],
    meaning: "Requests answered with a server error; only where a recording holds no ratio.",
  },
  "http-error-ratio": {
    unit: "ratio",
    of: ["namespace", "pod", "service", "workload"],
    meaning: "Share of requests answered with a server error (5xx, or the protocol's own).",
  },
  "http-latency-mean": {
    unit: "seconds",
    of: ["namespace", "pod", "service", "workload"],
    meaning: "Mean duration of requests. No series: no traffic.",
  },
  "http-latency-p95": {
    unit: "seconds",
    of: ["namespace", "pod", "service", "workload"],
    meaning: "95th percentile of durations; a value at the histogram's last bound means at least that.",
  },
  // requests, as the side that asks counts them
  "client-rate": {
    unit: "per-second",
    of: ["namespace", "pod", "workload", "peer"],
    meaning: "Requests sent to peer.",
  },
  "client-error-ratio": {
    unit: "ratio",
    of: ["namespace", "pod", "workload", "peer"],
    meaning: "Share of requests to peer that failed, as the caller saw it: network included.",
  },
  "client-latency-mean": {
    unit: "seconds",
    of: ["namespace", "pod", "workload", "peer"],
    meaning: "Mean time the caller waited for peer.",
  },
  // saturation inside programs and stores
  "pool-used-ratio": {
    unit: "ratio",
    of: ["namespace", "pod", "pool"],
    meaning: "Connections or threads in use over the pool's maximum.",
  },
  "pool-waiting": { unit: "count", of: ["namespace", "pod", "pool"], meaning: "Callers that wait for the pool." },
  "heap-used-ratio": { unit: "ratio", of: ["namespace", "pod"], meaning: "Managed heap in use over its maximum." },
  "gc-time-ratio": { unit: "ratio", of: ["namespace", "pod"], meaning: "Share of time spent in garbage collection." },
  "event-loop-lag": { unit: "seconds", of: ["namespace", "pod"], meaning: "Delay of the event loop." },
  "files-used-ratio": { unit: "ratio", of: ["namespace", "pod"], meaning: "Open file descriptors over the maximum." },
  "store-up": {
    unit: "flag",
    of: ["namespace", "pod", "instance"],
    meaning: "0 while a store's exporter cannot reach it.",
  },
  "store-connections-ratio": {
    unit: "ratio",
    of: ["namespace", "pod", "instance"],
    meaning: "A store's connections over its maximum.",
  },
  "queue-length": { unit: "count", of: ["namespace", "queue"], meaning: "Messages that wait, or a consumer's lag." },
  // the ground below
  "target-up": {
    unit: "flag",
    of: ["namespace", "pod", "job", "instance"],
    meaning: "0 while the last scrape failed. The program may still serve.",
  },
  "node-condition": {
    unit: "flag",
    of: ["node", "condition"],
    meaning: "1 while a node is in a bad condition: pressure, or `NotReady`.",
  },
  "node-cpu-ratio": { unit: "ratio", of: ["node", "instance"], meaning: "Busy share of a node's CPUs." },
  "node-memory-ratio": { unit: "ratio", of: ["node", "instance"], meaning: "Share of memory that is not available." },
  "node-disk-used-ratio": {
    unit: "ratio",
    of: ["node", "instance", "mountpoint"],
    meaning: "Used share of a file system; from 0.85 the kubelet removes images, then evicts.",
  },
  "node-conntrack-ratio": {
    unit: "ratio",
    of: ["node", "instance"],
    meaning: "Tracked connections over the limit; at 1 new ones are dropped, DNS first.",
  },
  "dns-error-ratio": {
    unit: "ratio",
    of: [],
    meaning: "Share of the cluster DNS's answers that are SERVFAIL or REFUSED.",
  },
  "dns-latency-mean": { unit: "seconds", of: [], meaning: "Mean time the cluster DNS took for an answer." },
} as const satisfies Record<string, Meaning>;

export type Signal = keyof typeof SIGNALS;

export function isSignal(text: unknown): text is Signal {
  return typeof text === "string" && Object.hasOwn(SIGNALS, text);
}
