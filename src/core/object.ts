import { z } from "zod";

/** Names one object of one cluster. `namespace` is empty for cluster-scoped kinds. */
export const ObjectRef = z.object({
  apiVersion: z.string(),
  kind: z.string(),
  namespace: z.string(),
  name: z.string(),
});
export type ObjectRef = z.infer<typeof ObjectRef>;

/** Key of an object inside one cluster: `kind/namespace/name`. The version is left out: `apps/v1` and a beta are the same thing. */
export function keyOf(ref: Pick<ObjectRef, "kind" | "namespace" | "name">): string {
  return `${ref.kind}/${ref.namespace}/${ref.name}`;
}

/**
 * The API group of an extension, empty for what Kubernetes itself brings: a kind moves among its own groups, but an
 * extension's kind of the same name (Knative's Service, Volcano's Job) is another thing.
 */
export function extensionOf(apiVersion = ""): string {
  const [group = "", version] = apiVersion.split("/");
  return version === undefined || !group.includes(".") || group.endsWith(".k8s.io") ? "" : group;
}

const SHORT: Record<string, string> = {
  Deployment: "deploy",
  StatefulSet: "sts",
  DaemonSet: "ds",
  ReplicaSet: "rs",
  Service: "svc",
  Ingress: "ingress",
  ConfigMap: "cm",
  PersistentVolumeClaim: "pvc",
  PersistentVolume: "pv",
  HorizontalPodAutoscaler: "hpa",
  PodDisruptionBudget: "pdb",
  NetworkPolicy: "netpol",
  ServiceAccount: "sa",
  ResourceQuota: "quota",
  Namespace: "ns",
};

/** The type as kubectl takes it: `deploy`. */
export function shortType(kind: string): string {
  return SHORT[kind] ?? kind.toLowerCase();
}

/** The name as kubectl takes it: `deploy/payments-api`. */
export function shortName(ref: Pick<ObjectRef, "kind" | "name">): string {
  return `${shortType(ref.kind)}/${ref.name}`;
}

/** The same, with the namespace where several of these objects have one name: `orders/deploy/mailer`. */
export function namesAmong(refs: readonly ObjectRef[]): (ref: ObjectRef) => string {
  const spaces = Map.groupBy(refs, shortName);
  return (ref) => {
    const name = shortName(ref);
    const shared = spaces.get(name)?.some(({ namespace }) => namespace !== ref.namespace) ?? false;
    return shared && ref.namespace ? `${ref.namespace}/${name}` : name;
  };
}
