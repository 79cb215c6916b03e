import type { KubeObject } from "../../src/core/kubernetes/meta.ts";
import { none, pending } from "./rules/pending.ts";
import { ago, app, down, event, get, log, NS, object, own, podsOf, type World } from "./world.ts";

/** An app in another namespace, its Service under another name. */
export function elsewhere(
  w: World,
  namespace: string,
  name: string,
  { service = name, port = 8080, container = {} } = {},
) {
  const made = app(name, container, { port });
  for (const item of made) {
    item.metadata.namespace = namespace;
    if (item.kind === "Service") item.metadata.name = service;
    if (item.metadata.labels?.["kubernetes.io/service-name"])
      item.metadata.labels["kubernetes.io/service-name"] = service;
    if (item.kind === "EndpointSlice" && "endpoints" in item)
      for (const { targetRef } of item.endpoints as { targetRef: { namespace: string } }[])
        targetRef.namespace = namespace;
  }
  w.objects.push(...made);
  if (!w.objects.some(({ kind, metadata }) => kind === "Namespace" && metadata.name === namespace))
    w.objects.push(object("v1", "Namespace", "", namespace, { status: { phase: "Active" } }));
}

export const CRASH = {
  restartCount: 9,
  state: { waiting: { reason: "CrashLoopBackOff", message: "back-off 5m0s restarting failed container" } },
  lastState: { terminated: { exitCode: 1, reason: "Error", finishedAt: ago(2) } },
};
export const killed = {
  ...CRASH,
  lastState: { terminated: { exitCode: 137, reason: "OOMKilled", finishedAt: ago(2) } },
};
export const pull = (message: string) => ({
  restartCount: 0,
  state: { waiting: { reason: "ImagePullBackOff", message } },
});
export const NO_MEMORY = none("2 Insufficient memory");

/** What it logged before it ended, in whichever namespace it is. */
export function says(w: World, name: string, lines: string[], { previous = false } = {}) {
  for (const pod of podsOf(w, name)) {
    log(w, pod.metadata.name, lines, { previous });
    const stream = w.logs.at(-1);
    if (stream) stream.namespace = pod.metadata.namespace ?? NS;
  }
}

/** No pod of the app has a container yet; one of them is told this. */
export function creating(w: World, name: string, reason: string, message: string) {
  down(w, name, { state: { waiting: { reason: "ContainerCreating" } } });
  for (const pod of podsOf(w, name)) {
    Object.assign(pod.status ?? {}, { phase: "Pending" });
    event(w, pod, reason, message);
  }
}

/** Names cannot be looked up, say the apps. */
export function unresolved(w: World) {
  says(w, "payments-api", [
    "lookup ledger on 10.96.0.10:53: read udp 10.0.1.1:4411->10.96.0.10:53: i/o timeout",
    "lookup ledger on 10.96.0.10:53: read udp 10.0.1.1:4412->10.96.0.10:53: i/o timeout",
  ]);
}

/** The controller of the app's ReplicaSet is refused. */
export function refusedBy(w: World, webhook: string, service: string, namespace: string) {
  w.objects.push(
    object("admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration", "", webhook, {
      webhooks: [{ name: webhook, failurePolicy: "Fail", clientConfig: { service: { namespace, name: service } } }],
    }),
  );
  const set = get(w, "ReplicaSet", "checkout-6f");
  w.objects = w.objects.filter((item) => !podsOf(w, "checkout").some((pod) => pod === item));
  get(w, "EndpointSlice", "checkout-x").endpoints = [];
  get(w, "Deployment", "checkout").status = { replicas: 0, readyReplicas: 0, observedGeneration: 1 };
  set.status = { replicas: 0 };
  event(
    w,
    set,
    "FailedCreate",
    `Error creating: Internal error occurred: failed calling webhook "${webhook}": failed to call webhook: Post "https://${service}.${namespace}.svc:443/mutate?timeout=10s": dial tcp 10.96.9.9:443: connect: connection refused`,
  );
}

/** A DaemonSet with a pod on each node; the one on `broken` has this status. */
export function daemon(w: World, name: string, status: object, broken = "node-1", namespace = "kube-system"): void {
  const template = {
    metadata: { labels: { "k8s-app": name, app: name } },
    spec: {
      hostNetwork: true,
      containers: [
        {
          name: "app",
          image: `registry.example.com/${name}:3`,
          args: ["--kubelet-registration-path=/var/lib/kubelet/plugins/disk.csi.example.com/csi.sock"],
        },
      ],
    },
  };
  const set = object("apps/v1", "DaemonSet", namespace, name, {
    spec: { selector: { matchLabels: { app: name } }, template },
    status: { desiredNumberScheduled: 2, numberReady: 1 },
  });
  w.objects.push(set);
  for (const node of ["node-1", "node-2"]) {
    const pod = structuredClone(podsOf(w, "ledger")[0]) as KubeObject & {
      spec: object;
      status: { conditions: object[]; containerStatuses: object[] };
    };
    pod.metadata = { name: `${name}-${node}`, namespace, labels: template.metadata.labels };
    Object.assign(pod.spec, { ...template.spec, nodeName: node });
    own(pod, set);
    if (node === broken) {
      Object.assign(pod.status.conditions.find((item) => "type" in item && item.type === "Ready") ?? {}, {
        status: "False",
        lastTransitionTime: ago(12),
      });
      Object.assign(pod.status.containerStatuses[0] ?? {}, { ready: false, started: false }, status);
    }
    w.objects.push(pod);
  }
}

export function nodeDown(
  w: World,
  name: string,
  reason = "NodeStatusUnknown",
  message = "Kubelet stopped posting node status.",
) {
  const node = get(w, "Node", name);
  const ready = node.status?.conditions?.find(({ type }) => type === "Ready");
  Object.assign(ready ?? {}, {
    status: reason === "NodeStatusUnknown" ? "Unknown" : "False",
    reason,
    message,
    lastTransitionTime: ago(15),
    lastHeartbeatTime: ago(16),
  });
  node.spec = { taints: [{ key: "node.kubernetes.io/unreachable", effect: "NoExecute" }] };
}

export function scaler(w: World) {
  w.objects.push(
    object("autoscaling/v2", "HorizontalPodAutoscaler", NS, "checkout", {
      spec: { scaleTargetRef: { kind: "Deployment", name: "checkout" }, maxReplicas: 4 },
      status: {
        conditions: [
          {
            type: "ScalingActive",
            status: "False",
            reason: "FailedGetResourceMetric",
            message:
              "unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: the server is currently unable to handle the request (get pods.metrics.k8s.io)",
            lastTransitionTime: ago(20),
          },
        ],
      },
    }),
    object("apiregistration.k8s.io/v1", "APIService", "", "v1beta1.metrics.k8s.io", {
      spec: { group: "metrics.k8s.io", service: { namespace: "monitoring", name: "metrics-server" } },
      status: {
        conditions: [
          {
            type: "Available",
            status: "False",
            reason: "MissingEndpoints",
            message: 'endpoints for service/metrics-server in "monitoring" have no addresses',
            lastTransitionTime: ago(20),
          },
        ],
      },
    }),
  );
}

/** A claim of ledger-db that its provisioner should fill. */
export function unfilled(w: World, driver: string) {
  w.objects.push(
    object("storage.k8s.io/v1", "StorageClass", "", "fast", { provisioner: driver, volumeBindingMode: "Immediate" }),
    object("v1", "PersistentVolumeClaim", NS, "ledger-data", {
      spec: { storageClassName: "fast", accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "10Gi" } } },
      status: { phase: "Pending" },
    }),
  );
  const claim = get(w, "PersistentVolumeClaim", "ledger-data");
  claim.metadata.creationTimestamp = ago(30);
  claim.metadata.annotations = { "volume.kubernetes.io/storage-provisioner": driver };
  event(
    w,
    claim,
    "ExternalProvisioning",
    `Waiting for a volume to be created either by the external provisioner '${driver}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.`,
    { type: "Normal", count: 40 },
  );
  pending(w, "ledger-db", none("pod has unbound immediate PersistentVolumeClaims"), {
    volumes: [{ name: "data", persistentVolumeClaim: { claimName: "ledger-data" } }],
  });
}
