import type { KubeObject } from "../../../src/core/kubernetes/meta.ts";
import type { Alert, Observations } from "../../../src/core/observation.ts";
import { isReady } from "../../../src/diagnose/situation/pod.ts";
import { situate } from "../../../src/diagnose/situation/situation.ts";
import { shop } from "../mutations/shop.ts";
import type { Case } from "./case.ts";
import { shuffled } from "./random.ts";

/** The same case under other names: `names` maps what is to be called otherwise, wherever it stands. */
export function renamed(item: Case, names: ReadonlyMap<string, string>): Case {
  const longest = [...names.keys()].sort((a, b) => b.length - a.length);
  const words = new RegExp(`(?<![a-zA-Z0-9_])(?:${longest.join("|")})(?![a-zA-Z0-9_])`, "g");
  const say = (text: string) => text.replace(words, (name) => names.get(name) ?? name);
  return { ...everywhere(item, say), name: `${item.name}, renamed` };
}

/** A new name for each Service, each workload and their namespaces, but not the system's; their order turns round. */
export function newNames({ observations: { objects }, expected }: Case): Map<string, string> {
  const own = objects.filter(({ kind, metadata }) => NAMED.has(kind) && metadata.namespace !== "kube-system");
  const known = new Set(own.flatMap(({ metadata: { name, namespace = "default" } }) => [name, namespace]));
  for (const kept of ["default", "kubernetes", expected.namespace ?? "default"]) known.delete(kept);
  const ordered = [...known].sort();
  return new Map(ordered.map((name, i) => [name, `z${String(ordered.length - i).padStart(3, "0")}-svc`]));
}

const NAMED = new Set(["Service", "Deployment", "StatefulSet", "DaemonSet"]);

/** The case with this many healthy services more in the namespace of the fault, a pod each, on the nodes that are there. */
export function padded(item: Case, namespace: string, services = 30): Case {
  const { observations } = item;
  const node = observations.objects.find(({ kind }) => kind === "Node")?.metadata.name ?? "node";
  const model = shop().world.objects.filter(
    ({ kind, metadata }) => /^side-0/.test(metadata.name) && !(kind === "Pod" && !metadata.name.endsWith("x2k4z")),
  );
  const made = Array.from({ length: services }, (_, i) => neighbour(model, namespace, node, i, item.now)).flat();
  return {
    ...item,
    name: `${item.name}, padded`,
    observations: { ...observations, objects: [...observations.objects, ...made] },
  };
}

function neighbour(
  model: readonly KubeObject[],
  namespace: string,
  node: string,
  i: number,
  now: string,
): KubeObject[] {
  const day = new Date(Date.parse(now) - 86_400_000).toISOString();
  const text = JSON.stringify(model)
    .replaceAll("side-0", `padding-${i}`)
    .replaceAll("web-shop", namespace)
    .replaceAll(/"nodeName":"[^"]*"/g, `"nodeName":"${node}"`)
    .replaceAll(/\b(10\.4|172\.20)\.\d+\.\d+/g, `$1.99.${i}`)
    .replaceAll(/"resources":\{.*?\}\}/g, '"resources":{}')
    .replaceAll(/("(?:replicas|\w+Replicas)":)3/g, "$11")
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, day);
  const objects: KubeObject[] = JSON.parse(text);
  for (const object of objects)
    if ("endpoints" in object && Array.isArray(object.endpoints)) object.endpoints.splice(1);
  return objects;
}

/** The same facts, told in another order. */
export function reordered(item: Case, seed: number): Case {
  const { objects, logs, series, alerts, unlisted } = item.observations;
  const mix = <T>(list: readonly T[]) => shuffled(list, seed);
  const observations = { objects: mix(objects), logs: mix(logs), series: mix(series), alerts: mix(alerts), unlisted };
  return { ...item, name: `${item.name}, reordered`, observations };
}

/** The same case on another day. */
export function shifted(item: Case, ms: number): Case {
  const later = (text: string) => {
    const at = Date.parse(text);
    return Number.isNaN(at) ? text : new Date(at + ms).toISOString();
  };
  const moved = everywhere(item, (text) => text.replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, later));
  for (const { points } of moved.observations.series) for (const point of points) point[0] += ms / 1000;
  return { ...moved, name: `${item.name}, shifted` };
}

/** What a cluster does not show when a right is missing or a source is down. */
export const DROPS: Record<string, (observations: Observations) => Observations> = {
  logs: (all) => ({ ...all, logs: [] }),
  metrics: (all) => ({ ...all, series: [] }),
  alerts: (all) => ({ ...all, alerts: [] }),
  events: without("Event"),
  "config maps": without("ConfigMap"),
  secrets: without("Secret"),
  services: without("Service"),
  "endpoint slices": without("EndpointSlice", "Endpoints"),
  "replica sets": without("ReplicaSet", "ControllerRevision"),
  nodes: without("Node"),
  namespaces: without("Namespace"),
};

/** The case without one source; `undefined` where it has nothing of it. */
export function dropped(item: Case, source: string): Case | undefined {
  const observations = DROPS[source]?.(item.observations) ?? item.observations;
  const size = ({ objects, logs, series, alerts }: Observations) =>
    objects.length + logs.length + series.length + alerts.length;
  if (size(observations) === size(item.observations)) return undefined;
  return { ...item, name: `${item.name}, no ${source}`, observations };
}

function without(...kinds: string[]): (observations: Observations) => Observations {
  return (all) => ({
    ...all,
    objects: all.objects.filter(({ kind }) => !kinds.includes(kind)),
    unlisted: { ...all.unlisted, ...Object.fromEntries(kinds.map((kind) => [kind, "denied"])) },
  });
}

/** Every text of the case changed, keys of objects too. */
function everywhere(item: Case, change: (text: string) => string): Case {
  const walk = (value: unknown): unknown => {
    if (typeof value === "string") return change(value);
    if (Array.isArray(value)) return value.map(walk);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [change(key), walk(inner)]));
  };
  return walk(item) as Case;
}

/** The case with the alerts that a common set of rules fires for what is not ready, the page for the service among them. */
export function alerted(item: Case): Case {
  const began = new Date(Date.parse(item.now) - 3 * 60_000).toISOString();
  const alert = (name: string, severity: string, labels: Record<string, string>): Alert => ({
    name,
    state: "firing",
    labels: { alertname: name, severity, ...labels },
    annotations: { summary: "It is not as it should be." },
    startsAt: began,
  });
  const alerts = situate(item.observations, item.now).workloads.flatMap(({ ref, pods }) => {
    const own = { namespace: ref.namespace, [ref.kind.toLowerCase()]: ref.name };
    const unready = pods.filter((pod) => !isReady(pod));
    return unready.length === 0
      ? []
      : [
          alert("ServiceDown", "critical", own),
          alert("ReplicasMismatch", "warning", own),
          ...unready.map(({ metadata }) =>
            alert("PodNotReady", "warning", { namespace: ref.namespace, pod: metadata.name }),
          ),
        ];
  });
  const observations = { ...item.observations, alerts: [...item.observations.alerts, ...alerts] };
  return { ...item, name: `${item.name}, alerted`, observations };
}
