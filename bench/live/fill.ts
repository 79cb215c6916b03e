import { each, type Send } from "./api.ts";
import { podTemplate } from "./pod-template.ts";

/** Each namespace has so many workloads with so many pods. */
const WORKLOADS = 10;
const REPLICAS = 10;
export const PODS_PER_NAMESPACE = WORKLOADS * REPLICAS;
const HASH = "7d9c5b8f6d";
const AT_ONCE = 24;

interface Workload {
  namespace: string;
  app: string;
}

export function namespaceName(i: number): string {
  return `team-${String(i).padStart(3, "0")}`;
}

/**
 * A namespace with Deployments, their ReplicaSets, Services and settings, and pods that are bound to nodes already: controllers
 * and scheduler would take an hour for 20,000. They must not run meanwhile.
 */
export async function fillNamespace(send: Send, namespace: string, nodes: number): Promise<void> {
  await send("POST", "/api/v1/namespaces", { metadata: { name: namespace } });
  await send("POST", `/api/v1/namespaces/${namespace}/serviceaccounts`, { metadata: { name: "default" } });
  const workloads = Array.from({ length: WORKLOADS }, (_, i): Workload => ({ namespace, app: `service-${i}` }));
  const uids = await Promise.all(workloads.map((workload) => createOwner(send, workload)));
  const pods = Array.from({ length: PODS_PER_NAMESPACE }, (_, i) => ({ i, of: i % WORKLOADS }));
  await each(pods, AT_ONCE, async ({ i, of }) => {
    const workload = workloads[of];
    if (workload) await createPod(send, workload, { uid: uids[of] ?? "", i, node: `node-${(i % nodes) + 1}` });
  });
}

/** Gives the uid of the ReplicaSet. */
async function createOwner(send: Send, { namespace, app }: Workload): Promise<string> {
  const template = podTemplate(app, HASH);
  const { "pod-template-hash": _, ...own } = template.metadata.labels;
  const labels = { app };
  const annotations = { "deployment.kubernetes.io/revision": "1" };
  const post = (path: string, body: object) => send("POST", path.replace("NS", namespace), body);
  const deployment = await post("/apis/apps/v1/namespaces/NS/deployments", {
    metadata: { name: app, labels, annotations },
    spec: {
      replicas: REPLICAS,
      selector: { matchLabels: labels },
      template: { ...template, metadata: { ...template.metadata, labels: own } },
    },
  });
  await post("/api/v1/namespaces/NS/services", {
    metadata: { name: app, labels },
    spec: { selector: labels, ports: [{ name: "http", port: 80, targetPort: 8080 }] },
  });
  await post("/api/v1/namespaces/NS/configmaps", {
    metadata: { name: `${app}-settings` },
    data: { "app.yaml": "pool: 20\ntimeout: 2s\n" },
  });
  const hashed = { ...labels, "pod-template-hash": HASH };
  const set = await post("/apis/apps/v1/namespaces/NS/replicasets", {
    metadata: {
      name: `${app}-${HASH}`,
      labels: hashed,
      annotations,
      ownerReferences: [owner("Deployment", app, deployment.metadata.uid)],
    },
    spec: { replicas: REPLICAS, selector: { matchLabels: hashed }, template },
  });
  return set.metadata.uid;
}

function owner(kind: string, name: string, uid: string) {
  return { apiVersion: "apps/v1", kind, name, uid, controller: true, blockOwnerDeletion: true };
}

async function createPod(
  send: Send,
  { namespace, app }: Workload,
  { uid, i, node }: { uid: string; i: number; node: string },
): Promise<void> {
  const { metadata, spec } = podTemplate(app, HASH);
  const name = `${app}-${HASH}-${i.toString(36).padStart(5, "x")}`;
  await send("POST", `/api/v1/namespaces/${namespace}/pods`, {
    metadata: { ...metadata, name, ownerReferences: [owner("ReplicaSet", `${app}-${HASH}`, uid)] },
    spec: { ...spec, nodeName: node },
  });
}
