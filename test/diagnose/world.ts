import type { KubeEvent } from "../../src/core/kubernetes/event.ts";
import type { Kinds, KnownKind } from "../../src/core/kubernetes/kinds.ts";
import type { KubeObject } from "../../src/core/kubernetes/meta.ts";
import type { ContainerStatus, Pod, PodSpec } from "../../src/core/kubernetes/pod.ts";
import type { EndpointSlice, Service } from "../../src/core/kubernetes/service.ts";
import type { Workload } from "../../src/core/kubernetes/workload.ts";
import { NOTHING, type Observations } from "../../src/core/observation.ts";
import type { Target } from "../../src/core/target.ts";
import { type Diagnosis, diagnose } from "../../src/diagnose/diagnose.ts";
import type { Rule } from "../../src/diagnose/rule.ts";
import { situate } from "../../src/diagnose/situation/situation.ts";

/** A small healthy payments cluster as plain objects. Tests break one thing in it and look at what is said. */
export interface World extends Observations {
  now: string;
}

export const NOW = "2026-06-01T02:00:00Z";
export const NS = "payments";
const HOURS_AGO = "2026-05-31T20:00:00Z";

/** RFC 3339, `minutes` before NOW. */
export function ago(minutes: number): string {
  return new Date(Date.parse(NOW) - minutes * 60_000).toISOString();
}

export function world(): World {
  const objects: KubeObject[] = [
    ...["default", "kube-system", NS].map((name) =>
      object("v1", "Namespace", "", name, { status: { phase: "Active" } }),
    ),
    ...["node-1", "node-2"].map(node),
    object("v1", "ServiceAccount", NS, "default", {}),
    object("v1", "ConfigMap", NS, "kube-root-ca.crt", { data: { "ca.crt": "certificate" } }),
    object("v1", "ConfigMap", NS, "checkout-config", {
      data: { PAYMENTS_API_URL: "http://payments-api:8080", CURRENCY: "EUR" },
    }),
    object("v1", "Secret", NS, "ledger-db-credentials", { type: "Opaque", data: { username: "", password: "" } }),
    ...app("checkout", { envFrom: [{ configMapRef: { name: "checkout-config" } }] }),
    ...app("payments-api", { env: [{ name: "LEDGER_URL", value: "http://ledger:8080" }] }),
    ...app("ledger", {
      env: [
        { name: "DB_HOST", value: "ledger-db" },
        { name: "DB_PORT", value: "5432" },
        { name: "DB_PASSWORD", valueFrom: { secretKeyRef: { name: "ledger-db-credentials", key: "password" } } },
      ],
    }),
    ...app("ledger-db", {}, { port: 5432, replicas: 1 }),
    object("networking.k8s.io/v1", "Ingress", NS, "checkout", {
      spec: {
        rules: [
          {
            host: "shop.example.com",
            http: {
              paths: [
                { path: "/", pathType: "Prefix", backend: { service: { name: "checkout", port: { number: 8080 } } } },
              ],
            },
          },
        ],
      },
    }),
    object("v1", "ResourceQuota", NS, "compute", {
      spec: { hard: { pods: "50" } },
      status: { hard: { pods: "50" }, used: { pods: "7" } },
    }),
  ];
  return { ...NOTHING, objects, logs: [], series: [], alerts: [], unlisted: {}, now: NOW };
}

export function object<T extends object>(
  apiVersion: string,
  kind: string,
  namespace: string,
  name: string,
  rest: T,
): KubeObject & T {
  return {
    apiVersion,
    kind,
    metadata: { name, ...(namespace ? { namespace } : {}), uid: `${kind}-${name}`, creationTimestamp: HOURS_AGO },
    ...rest,
  };
}

function node(name: string): KubeObject {
  const condition = (type: string, status: string) => ({
    type,
    status,
    lastHeartbeatTime: ago(0.5),
    lastTransitionTime: HOURS_AGO,
  });
  return object("v1", "Node", "", name, {
    spec: {},
    status: {
      conditions: [
        condition("Ready", "True"),
        condition("MemoryPressure", "False"),
        condition("DiskPressure", "False"),
        condition("PIDPressure", "False"),
      ],
      allocatable: { cpu: "4", memory: "16Gi", pods: "110" },
      capacity: { cpu: "4", memory: "16Gi", pods: "110" },
    },
  });
}

/** A Deployment with its ReplicaSet, ready pods, Service and EndpointSlice. */
export function app(
  name: string,
  container: Partial<PodSpec["containers"] extends (infer C)[] | undefined ? C : never> = {},
  { port = 8080, replicas = 2 } = {},
): KubeObject[] {
  const labels = { app: name };
  const spec: PodSpec = {
    serviceAccountName: "default",
    containers: [
      {
        name: "app",
        image: `registry.example.com/${name}:1.4.2`,
        ports: [{ name: "http", containerPort: port }],
        resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "512Mi" } },
        readinessProbe: { tcpSocket: { port: "http" }, periodSeconds: 10, failureThreshold: 3 },
        ...container,
      },
    ],
  };
  const template = { metadata: { labels }, spec };
  const deployment: Workload = object("apps/v1", "Deployment", NS, name, {
    spec: { replicas, selector: { matchLabels: labels }, template },
    status: {
      replicas,
      readyReplicas: replicas,
      availableReplicas: replicas,
      updatedReplicas: replicas,
      observedGeneration: 1,
      conditions: [{ type: "Available", status: "True" }],
    },
  });
  const set: Workload = object("apps/v1", "ReplicaSet", NS, `${name}-6f`, {
    spec: { replicas, selector: { matchLabels: labels }, template: structuredClone(template) },
    status: { replicas, readyReplicas: replicas },
  });
  own(set, deployment);
  set.metadata.annotations = { "deployment.kubernetes.io/revision": "1" };
  const pods = Array.from({ length: replicas }, (_, i) =>
    pod(`${name}-6f-${i}`, labels, structuredClone(spec), set, i),
  );
  const service: Service = object("v1", "Service", NS, name, {
    spec: {
      type: "ClusterIP",
      clusterIP: ip("10.96", name, 10),
      selector: labels,
      ports: [{ name: "http", port, targetPort: "http" }],
    },
  });
  const slice: EndpointSlice = object("discovery.k8s.io/v1", "EndpointSlice", NS, `${name}-x`, {
    addressType: "IPv4",
    ports: [{ name: "http", port }],
    endpoints: pods.map((p) => ({
      addresses: ["10.0.0.1"],
      conditions: { ready: true },
      targetRef: { kind: "Pod", name: p.metadata.name, namespace: NS },
    })),
  });
  slice.metadata.labels = { "kubernetes.io/service-name": name };
  return [deployment, set, ...pods, service, slice];
}

export function pod(name: string, labels: Record<string, string>, spec: PodSpec, owner?: KubeObject, i = 0): Pod {
  const made: Pod = object("v1", "Pod", NS, name, {
    spec: { nodeName: `node-${(i % 2) + 1}`, restartPolicy: "Always", ...spec },
    status: {
      phase: "Running",
      podIP: ip("10.0", name, i + 1),
      startTime: HOURS_AGO,
      conditions: ["PodScheduled", "Initialized", "ContainersReady", "Ready"].map((type) => ({
        type,
        status: "True",
        lastTransitionTime: HOURS_AGO,
      })),
      containerStatuses: (spec.containers ?? []).map(
        (c): ContainerStatus => ({
          name: c.name,
          image: c.image ?? "",
          ready: true,
          started: true,
          restartCount: 0,
          state: { running: { startedAt: HOURS_AGO } },
          lastState: {},
        }),
      ),
    },
  });
  made.metadata.labels = labels;
  if (owner) own(made, owner);
  return made;
}

/** An address of its own for each name. */
export function ip(network: string, name: string, last: number): string {
  return `${network}.${[...name].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 251, 7)}.${last}`;
}

/** What a container of a pod printed, a line a second, the last one `minutes` before NOW. */
export function log(
  w: World,
  pod: string,
  texts: readonly string[],
  { container = "app", previous = false, minutes = 0.5 } = {},
): void {
  const end = Date.parse(ago(minutes));
  const lines = texts.map((text, i) => ({ text, at: new Date(end - (texts.length - 1 - i) * 1000).toISOString() }));
  w.logs.push({ namespace: NS, pod, container, previous, lines, truncated: false });
}

export function own(object: KubeObject, owner: KubeObject): void {
  object.metadata.ownerReferences = [
    { apiVersion: owner.apiVersion, kind: owner.kind, name: owner.metadata.name, controller: true },
  ];
}

/** The object of this kind and name; fails the test when the world has none. */
export function get<K extends KnownKind>(w: World, kind: K, name: string): Kinds[K] {
  const found = w.objects.find((item) => item.kind === kind && item.metadata.name === name);
  if (!found) throw new Error(`the world has no ${kind} ${name}`);
  return found as Kinds[K];
}

export function podsOf(w: World, app: string): Pod[] {
  return w.objects.filter((item): item is Pod => item.kind === "Pod" && item.metadata.labels?.app === app);
}

/** Pods of an app stop being ready, their endpoints with them, and their containers get this status. */
export function down(w: World, app: string, status: Partial<ContainerStatus>): void {
  for (const p of podsOf(w, app)) {
    for (const condition of p.status?.conditions ?? [])
      if (condition.type === "Ready" || condition.type === "ContainersReady")
        Object.assign(condition, { status: "False", reason: "ContainersNotReady", lastTransitionTime: ago(10) });
    for (const container of p.status?.containerStatuses ?? [])
      Object.assign(container, { ready: false, started: false }, status);
  }
  for (const endpoint of get(w, "EndpointSlice", `${app}-x`).endpoints ?? []) endpoint.conditions = { ready: false };
  const deployment = get(w, "Deployment", app);
  deployment.status = {
    ...deployment.status,
    readyReplicas: 0,
    availableReplicas: 0,
    conditions: [
      { type: "Available", status: "False", reason: "MinimumReplicasUnavailable", lastTransitionTime: ago(10) },
    ],
  };
}

/** A new revision of an app, `minutes` ago, with another image or what `edit` makes of the template. */
export function rollOut(
  w: World,
  app: string,
  minutes: number,
  edit = (template: string) => template.replace(":1.4.2", ":1.5.0"),
): void {
  const older = get(w, "ReplicaSet", `${app}-6f`);
  const newer = structuredClone(older);
  newer.metadata = {
    ...newer.metadata,
    name: `${app}-7a`,
    creationTimestamp: ago(minutes),
    annotations: { "deployment.kubernetes.io/revision": "2" },
  };
  newer.spec = JSON.parse(edit(JSON.stringify(newer.spec)));
  older.spec = { ...older.spec, replicas: 0 };
  const owner = { apiVersion: "apps/v1", kind: "ReplicaSet", name: newer.metadata.name, controller: true };
  for (const one of podsOf(w, app)) one.metadata.ownerReferences = [owner];
  const deployment = get(w, "Deployment", app);
  deployment.spec = { ...deployment.spec, ...(newer.spec?.template && { template: newer.spec.template }) };
  w.objects.push(newer);
}

export function event(
  w: World,
  about: KubeObject,
  reason: string,
  message: string,
  rest: Partial<KubeEvent> = {},
): void {
  const { kind, apiVersion, metadata } = about;
  const involvedObject = {
    kind,
    apiVersion,
    name: metadata.name,
    ...(metadata.namespace ? { namespace: metadata.namespace } : {}),
  };
  w.objects.push(
    object("v1", "Event", metadata.namespace ?? "default", `${metadata.name}.${w.objects.length}`, {
      involvedObject,
      reason,
      message,
      type: "Warning",
      count: 3,
      firstTimestamp: ago(10),
      lastTimestamp: ago(1),
      ...rest,
    }),
  );
}

/** What sitrep says about the namespace. */
export function ask(
  w: World,
  rules?: readonly Rule[],
  targets: readonly Target[] = [{ cluster: "test", namespace: NS, because: "test" }],
): Diagnosis {
  const situation = situate(w, w.now);
  return rules ? diagnose(situation, targets, rules) : diagnose(situation, targets);
}

/** What is off without anybody suffering from it: `code Kind/name` of each. */
export function noticed({ findings }: Diagnosis): string[] {
  return findings
    .filter(({ tier }) => tier === "noticed")
    .map(({ code, object }) => `${code} ${object.kind}/${object.name}`);
}

/** The code and object of the first finding: `oom-killed Deployment/payments-api`. */
export function first(diagnosis: Diagnosis): string {
  const [finding] = diagnosis.findings;
  return finding ? `${finding.code} ${finding.object.kind}/${finding.object.name}` : "nothing";
}
