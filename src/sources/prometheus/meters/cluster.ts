import type { Meter } from "./meter.ts";

const NODE = ["node", "instance"];
const DISK = 'fstype!~"tmpfs|overlay|squashfs|ramfs"';
const DNS_ANSWERS = "coredns_dns_responses_total";

/** The ground under every namespace. Nodes are many, so only what is near a limit is asked for. */
export const CLUSTER: readonly Meter[] = [
  {
    signal: "node-condition",
    value: { metric: "kube_node_status_condition", where: 'condition!="Ready",status="true"' },
    aggregate: "max",
    by: ["node", "condition"],
    above: 0,
  },
  {
    signal: "node-condition",
    value: { metric: "kube_node_status_condition", where: 'condition="Ready",status!="true"' },
    aggregate: "max",
    by: ["node"],
    above: 0,
    labels: { condition: "NotReady" },
  },
  {
    signal: "node-cpu-ratio",
    value: { metric: "node_cpu_seconds_total", where: 'mode="idle"', counter: true },
    over: { metric: "node_cpu_seconds_total", counter: true },
    free: true,
    aggregate: "sum",
    by: NODE,
    above: 0.8,
  },
  {
    signal: "node-memory-ratio",
    value: { metric: "node_memory_MemAvailable_bytes" },
    over: { metric: "node_memory_MemTotal_bytes" },
    free: true,
    aggregate: "max",
    by: NODE,
    above: 0.8,
  },
  {
    signal: "node-disk-used-ratio",
    value: { metric: "node_filesystem_avail_bytes", where: DISK },
    over: { metric: "node_filesystem_size_bytes", where: DISK },
    free: true,
    aggregate: "max",
    by: [...NODE, "mountpoint"],
    above: 0.8,
  },
  {
    signal: "node-conntrack-ratio",
    value: { metric: "node_nf_conntrack_entries" },
    over: { metric: "node_nf_conntrack_entries_limit" },
    aggregate: "max",
    by: NODE,
    above: 0.7,
  },
  {
    signal: "dns-error-ratio",
    value: { metric: DNS_ANSWERS, where: 'rcode=~"SERVFAIL|REFUSED"', counter: true },
    over: { metric: DNS_ANSWERS, counter: true },
    zero: true,
    aggregate: "sum",
    by: [],
  },
  {
    signal: "dns-latency-mean",
    value: { metric: "coredns_dns_request_duration_seconds_sum", counter: true },
    over: { metric: "coredns_dns_request_duration_seconds_count", counter: true },
    aggregate: "sum",
    by: [],
  },
];
