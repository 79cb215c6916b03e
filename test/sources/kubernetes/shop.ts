const NAMESPACE = "payments";

const labels = { app: "payments-api" };
const at = (name: string, more: object = {}) => ({ metadata: { name, namespace: NAMESPACE, ...more } });
const container = (image: string, memory: string) => ({ name: "api", image, resources: { limits: { memory } } });
const template = (image: string, memory: string) => ({
  metadata: { labels },
  spec: { containers: [container(image, memory)] },
});

const replicaSet = (hash: string, revision: number, created: string, own: object) => ({
  apiVersion: "apps/v1",
  kind: "ReplicaSet",
  ...at(`payments-api-${hash}`, {
    creationTimestamp: created,
    annotations: { "deployment.kubernetes.io/revision": String(revision) },
    ownerReferences: [{ kind: "Deployment", name: "payments-api", controller: true }],
  }),
  spec: { replicas: revision === 7 ? 2 : 0, template: own },
});

const event = (name: string, reason: string, message: string, last: string, more: object = {}) => ({
  apiVersion: "v1",
  kind: "Event",
  ...at(name),
  type: "Warning",
  reason,
  message,
  lastTimestamp: last,
  involvedObject: { kind: "Pod", name: "payments-api-7-a", namespace: NAMESPACE },
  ...more,
});

/** payments-api, whose memory limit was lowered in revision 7: one pod crashes, one runs. */
export const SHOP = [
  { apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE }, status: { phase: "Active" } },
  {
    apiVersion: "apps/v1",
    kind: "Deployment",
    ...at("payments-api", {
      creationTimestamp: "2026-01-01T00:00:00Z",
      generation: 7,
      managedFields: [{ manager: "helm" }],
    }),
    spec: { replicas: 2, selector: { matchLabels: labels }, template: template("api:1.9", "128Mi") },
    status: { observedGeneration: 7, replicas: 2, updatedReplicas: 2, readyReplicas: 1, availableReplicas: 1 },
  },
  replicaSet("6", 6, "2026-03-01T10:00:00Z", template("api:1.8", "512Mi")),
  replicaSet("7", 7, "2026-03-14T01:41:00Z", template("api:1.9", "128Mi")),
  {
    apiVersion: "v1",
    kind: "Pod",
    ...at("payments-api-7-a", { labels, creationTimestamp: "2026-03-14T01:41:00Z" }),
    spec: { nodeName: "node-1", initContainers: [{ name: "migrate" }], containers: [container("api:1.9", "128Mi")] },
    status: {
      phase: "Running",
      podIP: "10.0.0.7",
      conditions: [{ type: "Ready", status: "False" }],
      containerStatuses: [
        {
          name: "api",
          ready: false,
          restartCount: 6,
          state: { waiting: { reason: "CrashLoopBackOff", message: "back-off 5m0s restarting" } },
          lastState: {
            terminated: {
              reason: "OOMKilled",
              exitCode: 137,
              startedAt: "2026-03-14T01:48:00Z",
              finishedAt: "2026-03-14T01:52:00Z",
            },
          },
        },
      ],
    },
  },
  {
    apiVersion: "v1",
    kind: "Pod",
    ...at("payments-api-7-b", { labels, creationTimestamp: "2026-03-14T01:41:00Z" }),
    spec: { nodeName: "node-2", containers: [container("api:1.9", "128Mi")] },
    status: {
      phase: "Running",
      conditions: [{ type: "Ready", status: "True" }],
      containerStatuses: [{ name: "api", ready: true, restartCount: 0, state: { running: {} } }],
    },
  },
  {
    apiVersion: "v1",
    kind: "Service",
    ...at("payments"),
    spec: { selector: labels, clusterIP: "10.96.0.9", ports: [{ port: 80 }] },
  },
  { apiVersion: "v1", kind: "Secret", ...at("payments-db"), type: "Opaque", data: { password: "aHVudGVyMg==" } },
  event("late", "BackOff", "Back-off restarting failed container", "2026-03-14T01:52:30Z"),
  event("early", "Unhealthy", "Readiness probe failed", "2026-03-14T01:44:00Z"),
  event("other", "Pulled", "Image pulled", "2026-03-14T01:41:10Z", {
    type: "Normal",
    involvedObject: { kind: "Pod", name: "payments-api-7-b" },
  }),
  {
    apiVersion: "metrics.k8s.io/v1beta1",
    kind: "PodMetrics",
    ...at("payments-api-7-b"),
    containers: [
      { name: "api", usage: { cpu: "250m", memory: "131072Ki" } },
      { name: "proxy", usage: { cpu: "5m", memory: "10Mi" } },
    ],
  },
  {
    apiVersion: "example.com/v1",
    kind: "Widget",
    ...at("blue", { creationTimestamp: "2026-03-13T01:53:00Z" }),
    status: { phase: "Broken" },
  },
];
