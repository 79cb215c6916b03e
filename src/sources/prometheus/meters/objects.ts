import type { Meter } from "./meter.ts";

const CONTAINER = ["namespace", "pod", "container"];

const missing = (kind: string, label: string, wanted: string, available: string): Meter => ({
  signal: "replicas-missing",
  value: { metric: wanted },
  minus: { metric: available },
  aggregate: "max",
  by: ["namespace", label],
  labels: { kind },
});

const volume = (signal: "volume-used-ratio" | "volume-inodes-used-ratio", free: string, size: string): Meter => ({
  signal,
  value: { metric: free },
  over: { metric: size },
  free: true,
  aggregate: "max",
  by: ["namespace", "persistentvolumeclaim"],
});

/** From kube-state-metrics and, for volumes, the kubelet. */
export const OBJECTS: readonly Meter[] = [
  {
    signal: "restarts",
    value: { metric: "kube_pod_container_status_restarts_total" },
    aggregate: "max",
    by: CONTAINER,
  },
  {
    signal: "last-terminated",
    value: { metric: "kube_pod_container_status_last_terminated_reason" },
    aggregate: "max",
    by: [...CONTAINER, "reason"],
    above: 0,
  },
  {
    signal: "waiting",
    value: { metric: "kube_pod_container_status_waiting_reason" },
    aggregate: "max",
    by: [...CONTAINER, "reason"],
    above: 0,
  },
  {
    signal: "pod-ready",
    value: { metric: "kube_pod_status_ready", where: 'condition="true"' },
    aggregate: "min",
    by: ["namespace", "pod"],
    worst: "low",
  },
  {
    signal: "container-ready",
    value: { metric: "kube_pod_container_status_ready" },
    aggregate: "min",
    by: CONTAINER,
    worst: "low",
  },
  missing("Deployment", "deployment", "kube_deployment_spec_replicas", "kube_deployment_status_replicas_available"),
  missing("StatefulSet", "statefulset", "kube_statefulset_replicas", "kube_statefulset_status_replicas_ready"),
  missing(
    "DaemonSet",
    "daemonset",
    "kube_daemonset_status_desired_number_scheduled",
    "kube_daemonset_status_number_available",
  ),
  {
    signal: "autoscaler-used-ratio",
    value: { metric: "kube_horizontalpodautoscaler_status_current_replicas" },
    over: { metric: "kube_horizontalpodautoscaler_spec_max_replicas" },
    aggregate: "max",
    by: ["namespace", "horizontalpodautoscaler"],
  },
  {
    signal: "quota-used-ratio",
    value: { metric: "kube_resourcequota", where: 'type="used"' },
    over: { metric: "kube_resourcequota", where: 'type="hard"' },
    aggregate: "max",
    by: ["namespace", "resourcequota", "resource"],
  },
  volume("volume-used-ratio", "kubelet_volume_stats_available_bytes", "kubelet_volume_stats_capacity_bytes"),
  {
    signal: "volume-used-ratio",
    value: { metric: "kubelet_volume_stats_used_bytes" },
    over: { metric: "kubelet_volume_stats_capacity_bytes" },
    aggregate: "max",
    by: ["namespace", "persistentvolumeclaim"],
    fallback: true,
  },
  volume("volume-inodes-used-ratio", "kubelet_volume_stats_inodes_free", "kubelet_volume_stats_inodes"),
];
