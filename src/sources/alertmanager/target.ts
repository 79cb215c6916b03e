import type { ObjectRef } from "../../core/object.ts";

/** The namespace an alert is about. With `exported_namespace` the plain label names the exporter. */
export function namespaceOf(labels: Record<string, string>): string | undefined {
  return labels.exported_namespace || labels.kubernetes_namespace || labels.namespace || undefined;
}

/** Labels that name an object, the most telling first. */
const KINDS: readonly (readonly [label: string, kind: string, apiVersion: string])[] = [
  ["deployment", "Deployment", "apps/v1"],
  ["statefulset", "StatefulSet", "apps/v1"],
  ["daemonset", "DaemonSet", "apps/v1"],
  ["job_name", "Job", "batch/v1"],
  ["cronjob", "CronJob", "batch/v1"],
  ["pod", "Pod", "v1"],
  ["persistentvolumeclaim", "PersistentVolumeClaim", "v1"],
  ["horizontalpodautoscaler", "HorizontalPodAutoscaler", "autoscaling/v2"],
  ["poddisruptionbudget", "PodDisruptionBudget", "policy/v1"],
  ["ingress", "Ingress", "networking.k8s.io/v1"],
  ["service", "Service", "v1"],
  ["node", "Node", "v1"],
];
const CLUSTER_SCOPED = new Set(["Node"]);

/** The object an alert is about, as its labels say; `undefined` when they name none. */
export function objectOf(labels: Record<string, string>): ObjectRef | undefined {
  const exported = labels.exported_namespace !== undefined;
  for (const [label, kind, apiVersion] of KINDS) {
    const plain = exported && (label === "pod" || label === "service") ? "" : labels[label];
    const name = labels[`exported_${label}`] || plain;
    const namespace = CLUSTER_SCOPED.has(kind) ? "" : namespaceOf(labels);
    if (name && namespace !== undefined) return { apiVersion, kind, namespace, name };
  }
  return undefined;
}
