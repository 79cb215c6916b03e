import type { KubeObject } from "../../../src/core/kubernetes/meta.ts";
import type { PodSpec } from "../../../src/core/kubernetes/pod.ts";
import { NOTHING } from "../../../src/core/observation.ts";
import { NOW, object, own, type World } from "../world.ts";
import type { Scene } from "./scene.ts";

const NAMESPACE = "web-shop";
const HASH = "7c9d5b8f64";
const SUFFIXES = ["x2k4z", "b7wqd", "m9fvt"];

/** Another healthy cluster, made another way: recommended labels, three replicas, HTTP probes, numbers for ports, many nodes. */
export function shop(): Scene {
  const objects: KubeObject[] = [
    ...["default", "kube-system", NAMESPACE].map((name) =>
      object("v1", "Namespace", "", name, { status: { phase: "Active" } }),
    ),
    ...["alpha", "beta", "gamma", "delta"].map(node),
    object("v1", "ServiceAccount", NAMESPACE, "default", {}),
    object("v1", "ConfigMap", NAMESPACE, "frontend-settings", {
      data: { "catalog.url": "http://catalog.web-shop.svc:80" },
    }),
    ...service("frontend", [], "frontend-settings"),
    ...service("catalog", [{ name: "STOCK_ADDR", value: "stock.web-shop.svc.cluster.local:80" }]),
    ...service("stock", []),
    ...Array.from({ length: 8 }, (_, i) => service(`side-${i}`, [])).flat(),
  ];
  const world: World = { ...NOTHING, objects, logs: [], series: [], alerts: [], unlisted: {}, now: NOW };
  return { world, namespace: NAMESPACE, app: "catalog", caller: "frontend" };
}

const SINCE = "2026-05-20T08:00:00Z";

function node(name: string): KubeObject {
  const condition = (type: string, status: string) => ({
    type,
    status,
    lastTransitionTime: SINCE,
    lastHeartbeatTime: NOW,
  });
  return object("v1", "Node", "", name, {
    spec: { podCIDR: "10.4.0.0/24" },
    status: {
      addresses: [{ type: "InternalIP", address: "172.16.0.9" }],
      conditions: [
        condition("MemoryPressure", "False"),
        condition("DiskPressure", "False"),
        condition("PIDPressure", "False"),
        condition("Ready", "True"),
      ],
      allocatable: { cpu: "7910m", memory: "30Gi", pods: "58" },
    },
  });
}

function service(name: string, env: { name: string; value: string }[], map?: string): KubeObject[] {
  const selector = { "app.kubernetes.io/name": name };
  const labels = { ...selector, "app.kubernetes.io/part-of": "shop" };
  const probe = { httpGet: { path: "/healthz", port: 9090 }, periodSeconds: 5, timeoutSeconds: 1, failureThreshold: 3 };
  const spec: PodSpec = {
    restartPolicy: "Always",
    containers: [
      {
        name,
        image: `ghcr.io/example/${name}:v3`,
        ports: [{ containerPort: 9090 }],
        env,
        ...(map ? { envFrom: [{ configMapRef: { name: map } }] } : {}),
        resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { cpu: "500m", memory: "256Mi" } },
        readinessProbe: probe,
        livenessProbe: { ...probe, initialDelaySeconds: 20 },
      },
    ],
  };
  const deployment = object("apps/v1", "Deployment", NAMESPACE, name, {
    spec: { replicas: 3, selector: { matchLabels: selector }, template: { metadata: { labels }, spec } },
    status: {
      observedGeneration: 4,
      replicas: 3,
      readyReplicas: 3,
      availableReplicas: 3,
      updatedReplicas: 3,
      conditions: [
        { type: "Available", status: "True", reason: "MinimumReplicasAvailable", lastTransitionTime: SINCE },
        { type: "Progressing", status: "True", reason: "NewReplicaSetAvailable", lastTransitionTime: SINCE },
      ],
    },
  });
  deployment.metadata.generation = 4;
  const hashed = { ...labels, "pod-template-hash": HASH };
  const set = object("apps/v1", "ReplicaSet", NAMESPACE, `${name}-${HASH}`, {
    spec: {
      replicas: 3,
      selector: { matchLabels: selector },
      template: structuredClone({ metadata: { labels: hashed }, spec }),
    },
    status: { replicas: 3, readyReplicas: 3 },
  });
  set.metadata.annotations = { "deployment.kubernetes.io/revision": "4" };
  own(set, deployment);
  const pods = SUFFIXES.map((suffix, i) => pod(`${name}-${HASH}-${suffix}`, hashed, structuredClone(spec), set, i));
  const front = object("v1", "Service", NAMESPACE, name, {
    spec: {
      type: "ClusterIP",
      clusterIP: `172.20.0.${name.length}`,
      selector,
      ports: [{ name: "http", port: 80, targetPort: 9090 }],
    },
  });
  const slice = object("discovery.k8s.io/v1", "EndpointSlice", NAMESPACE, `${name}-8xkd2`, {
    addressType: "IPv4",
    ports: [{ name: "http", port: 9090 }],
    endpoints: pods.map(({ metadata }, i) => ({
      addresses: [`10.4.${name.length}.${i + 1}`],
      conditions: { ready: true, serving: true, terminating: false },
      targetRef: { kind: "Pod", name: metadata.name, namespace: NAMESPACE },
    })),
  });
  slice.metadata.labels = { "kubernetes.io/service-name": name };
  return [deployment, set, ...pods, front, slice];
}

function pod(name: string, labels: Record<string, string>, spec: PodSpec, set: KubeObject, i: number): KubeObject {
  const made = object("v1", "Pod", NAMESPACE, name, {
    spec: { nodeName: ["alpha", "beta", "gamma"][i % 3], serviceAccountName: "default", ...spec },
    status: {
      phase: "Running",
      podIP: `10.4.${name.length}.${i + 1}`,
      startTime: SINCE,
      conditions: ["PodScheduled", "PodReadyToStartContainers", "Initialized", "ContainersReady", "Ready"].map(
        (type) => ({
          type,
          status: "True",
          lastTransitionTime: SINCE,
        }),
      ),
      containerStatuses: (spec.containers ?? []).map((container) => ({
        name: container.name,
        image: container.image,
        ready: true,
        started: true,
        restartCount: 0,
        state: { running: { startedAt: SINCE } },
        lastState: {},
      })),
    },
  });
  made.metadata.labels = labels;
  own(made, set);
  return made;
}
