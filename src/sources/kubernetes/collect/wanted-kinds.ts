import { groupOf, nameOf, type Resource } from "../kinds.ts";
import type { Want } from "./want.ts";

/** Of a namespace that is only called: what can make a call fail. */
const OF_CALLED = [
  "Pod",
  "Event",
  "Service",
  "EndpointSlice",
  "Deployment",
  "ReplicaSet",
  "StatefulSet",
  "DaemonSet",
  "ConfigMap",
  "PersistentVolumeClaim",
  "ResourceQuota",
  "NetworkPolicy",
];
/** What else a namespace can hold that diagnosis reads. */
const MORE_IN_NAMESPACE = [
  "ControllerRevision",
  "Job",
  "CronJob",
  "Secret",
  "ServiceAccount",
  "LimitRange",
  "Ingress",
  "HorizontalPodAutoscaler",
  "PodDisruptionBudget",
];
/** Without these a pod's logs cannot be judged, nor what it calls be found. */
const CLUSTER_WIDE_FIRST = ["Node", "Namespace"];
const CLUSTER_WIDE = [
  "PersistentVolume",
  "StorageClass",
  "PriorityClass",
  "IngressClass",
  "APIService",
  "ValidatingWebhookConfiguration",
  "MutatingWebhookConfiguration",
];
/** Where the control plane's own pods, leases and DNS are. */
const SYSTEM: readonly [namespace: string, kinds: readonly string[]][] = [
  ["kube-system", ["Pod", "Event", "Lease", "Service", "EndpointSlice", "DaemonSet", "Deployment", "ConfigMap"]],
  ["kube-node-lease", ["Lease"]],
];
/**
 * Resources beyond the built-in ones that are read where they are served, by group: what routes traffic, denies it, scales,
 * admits, or breaks things on purpose. `*` is every resource of the group.
 */
export const EXTENSIONS: Readonly<Record<string, readonly string[]>> = {
  "gateway.networking.k8s.io": ["*"],
  "networking.istio.io": ["*"],
  "security.istio.io": ["*"],
  "policy.linkerd.io": ["*"],
  "keda.sh": ["*"],
  "admissionregistration.k8s.io": ["validatingadmissionpolicies", "validatingadmissionpolicybindings"],
  "chaos-mesh.org": [
    "dnschaos",
    "httpchaos",
    "iochaos",
    "jvmchaos",
    "kernelchaos",
    "networkchaos",
    "podchaos",
    "stresschaos",
    "timechaos",
  ],
};
/** More of one kind is a fleet, and no part of one service. */
const MAX_OF_CALLED = 1_000;
const MAX_CLUSTER_WIDE = 5_000;

/** Those of the cluster's kinds that are in `EXTENSIONS`. */
export function extensionsAmong(kinds: readonly Resource[]): Resource[] {
  return kinds.filter((resource) => {
    const wanted = EXTENSIONS[groupOf(resource)] ?? [];
    return wanted.includes("*") || wanted.includes(resource.plural);
  });
}

/** Asked before all else, so that logs can be read and a slow cluster has told what matters most. */
export function wantedFirst(namespaces: readonly string[]): Want[] {
  return [
    ...namespaces.flatMap((namespace) => OF_CALLED.map((kind) => ({ kind, namespace, needed: true }))),
    ...clusterWide(CLUSTER_WIDE_FIRST),
  ];
}

function clusterWide(kinds: readonly string[]): Want[] {
  return kinds.map((kind) => ({ kind, max: MAX_CLUSTER_WIDE, needed: true }));
}

/** What tells whether a webhook is served. */
export function wantedOfWebhook(namespace: string): Want[] {
  return ["Service", "EndpointSlice", "Pod"].map((kind) => ({ kind, namespace, max: MAX_OF_CALLED, needed: false }));
}

export function wantedOfCalled(namespace: string): Want[] {
  return OF_CALLED.map((kind) => ({ kind, namespace, max: MAX_OF_CALLED, needed: true }));
}

/** What is left of the namespaces, cluster-wide objects, and those of the system that are not among the namespaces. */
export function wantedNext(namespaces: readonly string[]): Want[] {
  const system = SYSTEM.filter(([namespace]) => !namespaces.includes(namespace)).flatMap(([namespace, kinds]) =>
    kinds.map((kind) => ({ kind, namespace, max: MAX_OF_CALLED, needed: false })),
  );
  // Events about nodes, and whatever else is in no namespace, are in this one.
  const nodes = { kind: "Event", namespace: "default", fieldSelector: "involvedObject.namespace=", needed: false };
  return [
    ...namespaces.flatMap((namespace) => MORE_IN_NAMESPACE.map((kind) => ({ kind, namespace, needed: true }))),
    ...clusterWide(CLUSTER_WIDE),
    ...system,
    ...(namespaces.includes("default") ? [] : [nodes]),
  ];
}

export function wantedExtensions(namespaces: readonly string[], extensions: readonly Resource[]): Want[] {
  return extensions.flatMap((resource) => {
    const kind = nameOf(resource);
    const places = resource.namespaced ? namespaces : [undefined];
    return places.map((namespace) => ({ kind, namespace, max: MAX_CLUSTER_WIDE, needed: true }));
  });
}
