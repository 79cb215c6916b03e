/** Where a kind is served. */
export interface Resource {
  kind: string;
  apiVersion: string;
  plural: string;
  namespaced: boolean;
  /** As on a command line: `po`, `deploy`. */
  shortNames: readonly string[];
}

type Row = readonly [kind: string, plural: string, ...shortNames: string[]];

function served(apiVersion: string, namespaced: boolean, rows: readonly Row[]): Resource[] {
  return rows.map(([kind, plural, ...shortNames]) => ({ kind, apiVersion, plural, namespaced, shortNames }));
}

/** Built-in kinds that sitrep reads, in versions that every supported cluster (1.27 and later) serves. Others are found by discovery. */
export const RESOURCES: readonly Resource[] = [
  ...served("v1", true, [
    ["Pod", "pods", "po"],
    ["Event", "events", "ev"],
    ["Service", "services", "svc"],
    ["Endpoints", "endpoints", "ep"],
    ["ConfigMap", "configmaps", "cm"],
    ["Secret", "secrets"],
    ["ServiceAccount", "serviceaccounts", "sa"],
    ["ResourceQuota", "resourcequotas", "quota"],
    ["LimitRange", "limitranges", "limits"],
    ["PersistentVolumeClaim", "persistentvolumeclaims", "pvc"],
  ]),
  ...served("v1", false, [
    ["Node", "nodes", "no"],
    ["Namespace", "namespaces", "ns"],
    ["PersistentVolume", "persistentvolumes", "pv"],
  ]),
  ...served("apps/v1", true, [
    ["Deployment", "deployments", "deploy"],
    ["ReplicaSet", "replicasets", "rs"],
    ["StatefulSet", "statefulsets", "sts"],
    ["DaemonSet", "daemonsets", "ds"],
    ["ControllerRevision", "controllerrevisions"],
  ]),
  ...served("batch/v1", true, [
    ["Job", "jobs"],
    ["CronJob", "cronjobs", "cj"],
  ]),
  ...served("networking.k8s.io/v1", true, [
    ["Ingress", "ingresses", "ing"],
    ["NetworkPolicy", "networkpolicies", "netpol"],
  ]),
  ...served("networking.k8s.io/v1", false, [["IngressClass", "ingressclasses"]]),
  ...served("discovery.k8s.io/v1", true, [["EndpointSlice", "endpointslices"]]),
  ...served("autoscaling/v2", true, [["HorizontalPodAutoscaler", "horizontalpodautoscalers", "hpa"]]),
  ...served("policy/v1", true, [["PodDisruptionBudget", "poddisruptionbudgets", "pdb"]]),
  ...served("coordination.k8s.io/v1", true, [["Lease", "leases"]]),
  ...served("storage.k8s.io/v1", false, [["StorageClass", "storageclasses", "sc"]]),
  ...served("rbac.authorization.k8s.io/v1", true, [
    ["Role", "roles"],
    ["RoleBinding", "rolebindings"],
  ]),
  ...served("rbac.authorization.k8s.io/v1", false, [
    ["ClusterRole", "clusterroles"],
    ["ClusterRoleBinding", "clusterrolebindings"],
  ]),
  ...served("scheduling.k8s.io/v1", false, [["PriorityClass", "priorityclasses", "pc"]]),
  ...served("admissionregistration.k8s.io/v1", false, [
    ["ValidatingWebhookConfiguration", "validatingwebhookconfigurations"],
    ["MutatingWebhookConfiguration", "mutatingwebhookconfigurations"],
  ]),
  ...served("apiregistration.k8s.io/v1", false, [["APIService", "apiservices"]]),
];

const BY_KIND = new Map(RESOURCES.map((resource) => [resource.kind, resource]));

export function builtIn(kind: string): Resource | undefined {
  return BY_KIND.get(kind);
}

/** `apps` of `apps/v1`; empty for the core group. */
export function groupOf({ apiVersion }: Pick<Resource, "apiVersion">): string {
  return apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";
}

/** The kind with its group, as two groups may have one kind: `Gateway.networking.istio.io`. */
export function nameOf(resource: Resource): string {
  return `${resource.kind}.${groupOf(resource)}`;
}

/** By its plural, singular or short name, with its group or without: `deploy`, `deployments.apps`. */
export function isCalled(resource: Resource, type: string): boolean {
  const [name = "", ...group] = type.toLowerCase().split(".");
  const { kind, plural, shortNames } = resource;
  const named = plural === name || kind.toLowerCase() === name || shortNames.includes(name);
  return named && (group.length === 0 || groupOf(resource) === group.join(".").replace(/^v\d\w*\./, ""));
}

/** `/apis/apps/v1/namespaces/payments/deployments`; without a namespace all of them. */
export function pathOf({ apiVersion, plural, namespaced }: Resource, namespace?: string, name?: string): string {
  const root = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const inside = namespaced && namespace ? `/namespaces/${encodeURIComponent(namespace)}` : "";
  return `${root}${inside}/${plural}${name ? `/${encodeURIComponent(name)}` : ""}`;
}
