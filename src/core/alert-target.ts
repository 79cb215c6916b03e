import type { ObjectRef } from "./object.ts";
import type { Alert, Scope } from "./observation.ts";
import type { Asked, Known, Target } from "./target.ts";

/** An alert about more objects than this is about their namespaces. */
const MAX_TARGETS = 5;

/** What the alerts are about whose name is in the text, in the order of the alerts; in the namespace, where one is given. */
export function alertTargets(alerts: readonly Alert[], { text, namespace: within }: Asked): Target[] {
  const words = new Set(text.toLowerCase().match(/[a-z0-9_-]+/g));
  const targets = alerts
    .filter(({ name }) => words.has(name.toLowerCase()))
    .map(({ name, labels }): Target => {
      const object = objectOf(labels);
      const namespace = object?.namespace ?? namespaceOf(labels) ?? "";
      return { cluster: labels.cluster ?? "", namespace, because: `alert ${name}`, ...(object && { object }) };
    });
  const wanted = distinct(targets.filter(({ namespace }) => within === undefined || namespace === within));
  return wanted.length <= MAX_TARGETS ? wanted : distinct(wanted.map(({ object: _, ...space }) => space));
}

function distinct(targets: readonly Target[]): Target[] {
  return [...new Map(targets.map((target) => [JSON.stringify(target), target])).values()];
}

/** The names of the alerts, as they are asked for. */
export function alertNames(alerts: readonly Alert[]): Known[] {
  return [...new Set(alerts.map(({ name }) => name))].map((name) => ({ name, asked: name }));
}

/** An alert of one of the scope's namespaces, or of none. */
export function concerns({ targets }: Scope): (alert: Pick<Alert, "labels">) => boolean {
  const namespaces = new Set(targets.map(({ namespace }) => namespace));
  return ({ labels }) => {
    const namespace = namespaceOf(labels);
    return namespace === undefined || namespaces.has("") || namespaces.has(namespace);
  };
}

/** Alerts that say that alerting works or does not, or only exist to mute others. */
const NO_FAULT = new Set(["Watchdog", "InfoInhibitor", "DeadMansSwitch", "DatasourceNoData", "DatasourceError"]);

export function tellsOfFault({ name }: Pick<Alert, "name">): boolean {
  return !NO_FAULT.has(name);
}

/** The namespace an alert is about. With `exported_namespace` the plain label names the exporter. */
export function namespaceOf(labels: Record<string, string>): string | undefined {
  return labels.exported_namespace || labels.kubernetes_namespace || plainLabels(labels).namespace || undefined;
}

/**
 * Labels that are about one of these namespaces and by no label about another; `undefined` for those of any other. With
 * `exported_namespace` the plain label names the exporter's, which goes.
 */
export function labelsWithin(
  labels: Record<string, string>,
  namespaces: readonly string[],
): Record<string, string> | undefined {
  const { namespace, ...rest } = labels;
  const own = labels.exported_namespace && !namespaces.includes(namespace ?? "") ? rest : labels;
  const named = Object.entries(own).filter(([label, value]) => NAMESPACE.test(label) && value !== "");
  if (!namespaces.includes(namespaceOf(own) ?? "")) return undefined;
  return named.every(([, value]) => namespaces.includes(value)) ? own : undefined;
}
const NAMESPACE = /namespace(?:_?name)?$/i;

/** `kube_deployment` of agents, `k8s.deployment.name` of OpenTelemetry with dots or without, `k8s_deploymentName`, `pod_name`. */
const PREFIXED =
  /^(?:dt_)?(?:kube|k8s|kubernetes)_(namespace|deployment|stateful_?set|daemon_?set|cron_?job|pod|node|workload|service|ingress)(?:_name)?$/;
const SUFFIXED = /^(namespace|deployment|statefulset|daemonset|pod|node|workload|service)_name$/;

/** The labels with what monitoring products call by names of their own, under the names that the community's rules use; those win. */
export function plainLabels(labels: Record<string, string>): Record<string, string> {
  const plain = { ...labels };
  for (const [label, value] of Object.entries(labels)) {
    const snake = label
      .replace(/([a-z])([A-Z])/g, "$1_$2")
      .replace(/[.-]/g, "_")
      .toLowerCase();
    const [, name] = PREFIXED.exec(snake) ?? SUFFIXED.exec(snake) ?? [];
    if (name) plain[name.replace("_", "")] ??= value;
  }
  return plain;
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
export function objectOf(given: Record<string, string>): ObjectRef | undefined {
  const labels = plainLabels(given);
  const exported = labels.exported_namespace !== undefined;
  for (const [label, kind, apiVersion] of KINDS) {
    const plain = exported && (label === "pod" || label === "service") ? "" : labels[label];
    const name = labels[`exported_${label}`] || plain;
    const namespace = CLUSTER_SCOPED.has(kind) ? "" : namespaceOf(labels);
    if (name && namespace !== undefined) return { apiVersion, kind, namespace, name };
  }
  return undefined;
}
