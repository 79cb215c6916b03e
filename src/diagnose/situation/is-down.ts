import { isReady } from "./pod.ts";
import type { WorkloadView } from "./workload.ts";

const SERVING = new Set(["Deployment", "StatefulSet", "DaemonSet"]);

/** None of its pods is ready, or it has none: scaled to zero counts. What was not seen of it is not missing. */
export function isDown({ ref, object, pods, desired }: WorkloadView): boolean {
  if (!SERVING.has(ref.kind) || pods.some(isReady)) return false;
  const { readyReplicas = 0, numberReady = 0 } = object?.status ?? {};
  return pods.length > 0 || (desired !== undefined && readyReplicas + numberReady === 0);
}

/** Does a name or a label of it say this, alone or before a dash: `cert-manager` of `cert-manager-controller`? */
export function isCalled({ ref, template }: WorkloadView, name: string): boolean {
  const labels = template.metadata?.labels ?? {};
  const called = [ref.name, ...NAMING.map((label) => labels[label] ?? "")];
  return called.some((own) => own === name || own.startsWith(`${name}-`));
}

const NAMING = ["app", "k8s-app", "app.kubernetes.io/name", "app.kubernetes.io/instance", "app.kubernetes.io/part-of"];

/** Does a container's command, argument or setting, or a folder of the node that it mounts, hold this text? */
export function mentions({ template: { spec } }: WorkloadView, text: string): boolean {
  const containers = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])];
  const words = containers.flatMap(({ command = [], args = [], env = [] }) => [
    ...command,
    ...args,
    ...env.map(({ value = "" }) => value),
  ]);
  return [...words, ...(spec?.volumes ?? []).map(({ hostPath }) => hostPath?.path ?? "")].some(
    (word) => word.split(/[=,:/\s]/).includes(text) || word.split(/[=,\s]/).includes(text),
  );
}
