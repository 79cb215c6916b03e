import type { KubeObject, Pod } from "../../core/kubernetes.ts";
import type { Collected, LogStream, Scope } from "../../core/observation.ts";
import type { SourceReport } from "../../core/report.ts";
import { collectLogs } from "./logs.ts";
import type { KubernetesReader, Listing } from "./reader.ts";

/** What a namespace can hold that diagnosis reads. */
const IN_NAMESPACE = [
  "Pod",
  "Event",
  "Service",
  "EndpointSlice",
  "Deployment",
  "ReplicaSet",
  "StatefulSet",
  "DaemonSet",
  "ControllerRevision",
  "Job",
  "CronJob",
  "ConfigMap",
  "Secret",
  "ServiceAccount",
  "ResourceQuota",
  "LimitRange",
  "NetworkPolicy",
  "Ingress",
  "PersistentVolumeClaim",
  "HorizontalPodAutoscaler",
  "PodDisruptionBudget",
];
const CLUSTER_WIDE = [
  "Node",
  "Namespace",
  "PersistentVolume",
  "StorageClass",
  "PriorityClass",
  "IngressClass",
  "ValidatingWebhookConfiguration",
  "MutatingWebhookConfiguration",
];
/** Where the control plane's own pods, leases and DNS are; events about nodes are in `default`. */
const SYSTEM: readonly [string, readonly string[]][] = [
  ["kube-system", ["Pod", "Lease", "Service", "EndpointSlice", "DaemonSet", "Deployment", "ConfigMap"]],
  ["kube-node-lease", ["Lease"]],
  ["default", ["Event"]],
];
/** Namespaces looked into when the question is about the cluster. */
const MAX_NAMESPACES = 12;

interface Asked {
  kind: string;
  listing: Listing;
}

/** Facts about the targets: everything in their namespaces, the cluster-wide objects they rest on, and logs of what is in trouble. */
export async function collectFacts(reader: KubernetesReader, scope: Scope, signal: AbortSignal): Promise<Collected> {
  const began = performance.now();
  const asked = reader.recorded ? await everything(reader, signal) : await around(reader, scope, signal);
  const objects = unique(asked.flatMap(({ listing }) => listing.items));
  const logs = await collectLogs(reader, objects.filter(isPod), scope, signal);
  return {
    observations: { objects, logs, unlisted: unlistedIn(asked) },
    report: report(asked, objects, logs, scope.now, began),
  };
}

/** A capture is small and holds what was relevant when it was taken. */
async function everything(reader: KubernetesReader, signal: AbortSignal): Promise<Asked[]> {
  return listEach(
    reader,
    [...new Set([...(await reader.extensions(signal))])].map((kind) => ({ kind })),
    signal,
  );
}

async function around(reader: KubernetesReader, { targets }: Scope, signal: AbortSignal): Promise<Asked[]> {
  const named = [...new Set(targets.map(({ namespace }) => namespace))].filter(Boolean);
  const namespaces = named.length > 0 ? named : await troubled(reader, signal);
  const extensions = await reader.extensions(signal).catch(() => []);
  const first = await listEach(
    reader,
    [
      ...namespaces.flatMap((namespace) => [...IN_NAMESPACE, ...extensions].map((kind) => ({ kind, namespace }))),
      ...CLUSTER_WIDE.map((kind) => ({ kind })),
      ...SYSTEM.flatMap(([namespace, kinds]) =>
        namespaces.includes(namespace) ? [] : kinds.map((kind) => ({ kind, namespace })),
      ),
    ],
    signal,
  );
  const others = calledNamespaces(first, namespaces);
  const beyond = ["Service", "EndpointSlice", "Deployment", "StatefulSet", "Pod", "NetworkPolicy"];
  return [
    ...first,
    ...(await listEach(
      reader,
      others.flatMap((namespace) => beyond.map((kind) => ({ kind, namespace }))),
      signal,
    )),
  ];
}

function listEach(
  reader: KubernetesReader,
  wanted: readonly { kind: string; namespace?: string }[],
  signal: AbortSignal,
): Promise<Asked[]> {
  return Promise.all(
    wanted.map(async ({ kind, namespace }) => ({ kind, listing: await reader.list(kind, { namespace }, signal) })),
  );
}

/** Namespaces with pods that are not well, the most first; without any, those with pods. */
async function troubled(reader: KubernetesReader, signal: AbortSignal): Promise<string[]> {
  const { items } = await reader.list("Pod", {}, signal);
  const counts = new Map<string, number>();
  for (const pod of items) {
    const namespace = pod.metadata.namespace ?? "";
    const well =
      pod.status?.phase === "Succeeded" ||
      pod.status?.conditions?.some(({ type, status }) => type === "Ready" && status === "True");
    counts.set(namespace, (counts.get(namespace) ?? 0) + (well ? 0 : 1));
  }
  return [...counts]
    .sort(([a, n], [b, m]) => m - n || a.localeCompare(b))
    .slice(0, MAX_NAMESPACES)
    .map(([namespace]) => namespace);
}

/** Other namespaces that the configuration mentions as `service.namespace.svc`. */
function calledNamespaces(asked: readonly Asked[], own: readonly string[]): string[] {
  const known = new Set(
    asked
      .filter(({ kind }) => kind === "Namespace")
      .flatMap(({ listing }) => listing.items.map(({ metadata }) => metadata.name)),
  );
  const texts = asked
    .filter(({ kind }) => ["Deployment", "StatefulSet", "DaemonSet", "CronJob", "ConfigMap"].includes(kind))
    .flatMap(({ listing }) => listing.items);
  const mentioned = [...JSON.stringify(texts).matchAll(/[a-z0-9-]+\.([a-z0-9-]+)\.svc\b/g)].map(
    ([, namespace = ""]) => namespace,
  );
  return [...new Set(mentioned)].filter((namespace) => known.has(namespace) && !own.includes(namespace)).slice(0, 5);
}

function unlistedIn(asked: readonly Asked[]): Record<string, string> {
  const failed = asked.filter(({ listing: { status } }) => status !== "ok" && status !== "missing");
  return Object.fromEntries(failed.map(({ kind, listing: { detail } }) => [kind, detail]));
}

/** Secrets are not read by default: that is a choice and not a failure. */
const OPTIONAL = new Set(["Secret"]);

function report(
  asked: readonly Asked[],
  objects: readonly KubeObject[],
  logs: readonly LogStream[],
  now: string,
  began: number,
): SourceReport {
  const failed = asked.filter(
    ({ kind, listing: { status } }) => !OPTIONAL.has(kind) && status !== "ok" && status !== "missing",
  );
  const answered = asked.some(({ listing }) => listing.status === "ok");
  const denied = failed.every(({ listing }) => listing.status === "denied");
  const status =
    failed.length === 0
      ? objects.length > 0
        ? "ok"
        : "empty"
      : answered
        ? "truncated"
        : denied
          ? "denied"
          : "unreachable";
  const why = [...new Map(failed.map(({ kind, listing }) => [kind, `${kind}: ${listing.detail}`])).values()];
  const detail = [
    `${objects.length} objects`,
    `${logs.length} logs`,
    ...(why.length > 4 ? [...why.slice(0, 4), `and ${why.length - 4} more kinds`] : why),
  ].join(", ");
  return { source: "kubernetes", status, detail, asOf: now, durationMs: Math.round(performance.now() - began) };
}

function unique(objects: readonly KubeObject[]): KubeObject[] {
  return [
    ...new Map(
      objects.map((object) => [`${object.kind}/${object.metadata.namespace ?? ""}/${object.metadata.name}`, object]),
    ).values(),
  ];
}

function isPod(object: KubeObject): object is Pod {
  return object.kind === "Pod";
}
