/** Where a kind is served. */
export interface Resource {
  kind: string;
  apiVersion: string;
  plural: string;
  namespaced: boolean;
}

const namespaced = (apiVersion: string, kinds: Record<string, string>): Resource[] =>
  Object.entries(kinds).map(([kind, plural]) => ({ kind, apiVersion, plural, namespaced: true }));
const clusterWide = (apiVersion: string, kinds: Record<string, string>): Resource[] =>
  Object.entries(kinds).map(([kind, plural]) => ({ kind, apiVersion, plural, namespaced: false }));

/** Built-in kinds that sitrep reads. Others are found by discovery. */
export const RESOURCES: readonly Resource[] = [
  ...namespaced("v1", {
    Pod: "pods",
    Event: "events",
    Service: "services",
    Endpoints: "endpoints",
    ConfigMap: "configmaps",
    Secret: "secrets",
    ServiceAccount: "serviceaccounts",
    ResourceQuota: "resourcequotas",
    LimitRange: "limitranges",
    PersistentVolumeClaim: "persistentvolumeclaims",
  }),
  ...clusterWide("v1", { Node: "nodes", Namespace: "namespaces", PersistentVolume: "persistentvolumes" }),
  ...namespaced("apps/v1", {
    Deployment: "deployments",
    ReplicaSet: "replicasets",
    StatefulSet: "statefulsets",
    DaemonSet: "daemonsets",
    ControllerRevision: "controllerrevisions",
  }),
  ...namespaced("batch/v1", { Job: "jobs", CronJob: "cronjobs" }),
  ...namespaced("networking.k8s.io/v1", { Ingress: "ingresses", NetworkPolicy: "networkpolicies" }),
  ...clusterWide("networking.k8s.io/v1", { IngressClass: "ingressclasses" }),
  ...namespaced("discovery.k8s.io/v1", { EndpointSlice: "endpointslices" }),
  ...namespaced("autoscaling/v2", { HorizontalPodAutoscaler: "horizontalpodautoscalers" }),
  ...namespaced("policy/v1", { PodDisruptionBudget: "poddisruptionbudgets" }),
  ...namespaced("coordination.k8s.io/v1", { Lease: "leases" }),
  ...clusterWide("storage.k8s.io/v1", { StorageClass: "storageclasses" }),
  ...clusterWide("scheduling.k8s.io/v1", { PriorityClass: "priorityclasses" }),
  ...clusterWide("admissionregistration.k8s.io/v1", {
    ValidatingWebhookConfiguration: "validatingwebhookconfigurations",
    MutatingWebhookConfiguration: "mutatingwebhookconfigurations",
  }),
];

export function resourceOf(kind: string, extra: readonly Resource[] = []): Resource | undefined {
  return [...RESOURCES, ...extra].find((resource) => resource.kind === kind);
}

/** `/apis/apps/v1/namespaces/payments/deployments`; without a namespace all of them. */
export function pathOf(
  { apiVersion, plural, namespaced: isNamespaced }: Resource,
  namespace?: string,
  name?: string,
): string {
  const root = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const inside = isNamespaced && namespace ? `/namespaces/${encodeURIComponent(namespace)}` : "";
  return `${root}${inside}/${plural}${name ? `/${encodeURIComponent(name)}` : ""}`;
}
