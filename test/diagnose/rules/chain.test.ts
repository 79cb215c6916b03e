import { describe, expect, test } from "vitest";
import type { KubeObject } from "../../../src/core/kubernetes/meta.ts";
import { ago, app, ask, down, event, first, get, log, NS, object, own, podsOf, type World, world } from "../world.ts";
import { none, pending } from "./pending.ts";

/** An app in another namespace, its Service under another name. */
function elsewhere(w: World, namespace: string, name: string, { service = name, port = 8080, container = {} } = {}) {
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

const CRASH = {
  restartCount: 9,
  state: { waiting: { reason: "CrashLoopBackOff", message: "back-off 5m0s restarting failed container" } },
  lastState: { terminated: { exitCode: 1, reason: "Error", finishedAt: ago(2) } },
};
const killed = { ...CRASH, lastState: { terminated: { exitCode: 137, reason: "OOMKilled", finishedAt: ago(2) } } };
const pull = (message: string) => ({ restartCount: 0, state: { waiting: { reason: "ImagePullBackOff", message } } });
const NO_MEMORY = none("2 Insufficient memory");

/** What it logged before it ended, in whichever namespace it is. */
function says(w: World, name: string, lines: string[], { previous = false } = {}) {
  for (const pod of podsOf(w, name)) {
    log(w, pod.metadata.name, lines, { previous });
    const stream = w.logs.at(-1);
    if (stream) stream.namespace = pod.metadata.namespace ?? NS;
  }
}

/** No pod of the app has a container yet; one of them is told this. */
function creating(w: World, name: string, reason: string, message: string) {
  down(w, name, { state: { waiting: { reason: "ContainerCreating" } } });
  for (const pod of podsOf(w, name)) {
    Object.assign(pod.status ?? {}, { phase: "Pending" });
    event(w, pod, reason, message);
  }
}

/** Names cannot be looked up, say the apps. */
function unresolved(w: World) {
  says(w, "payments-api", [
    "lookup ledger on 10.96.0.10:53: read udp 10.0.1.1:4411->10.96.0.10:53: i/o timeout",
    "lookup ledger on 10.96.0.10:53: read udp 10.0.1.1:4412->10.96.0.10:53: i/o timeout",
  ]);
}

/** The controller of the app's ReplicaSet is refused. */
function refusedBy(w: World, webhook: string, service: string, namespace: string) {
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
function daemon(w: World, name: string, status: object, broken = "node-1", namespace = "kube-system"): void {
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

function nodeDown(
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

function scaler(w: World) {
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
function unfilled(w: World, driver: string) {
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

const WORLDS: [string, string, (w: World) => void][] = [
  [
    "coredns forwards to itself",
    "cluster-dns-loop Deployment/coredns",
    (w) => {
      elsewhere(w, "kube-system", "coredns", { service: "kube-dns" });
      down(w, "coredns", CRASH);
      says(
        w,
        "coredns",
        [
          ".:53",
          "CoreDNS-1.11.1",
          '[FATAL] plugin/loop: Loop (127.0.0.1:46021 -> :53) detected for zone ".", see https://coredns.io/plugins/loop#troubleshooting. Query: "HINFO 4547991504243258144.3688648895315093531."',
        ],
        { previous: true },
      );
      unresolved(w);
    },
  ],
  [
    "coredns waits for memory",
    "unschedulable-insufficient-memory Deployment/coredns",
    (w) => {
      elsewhere(w, "kube-system", "coredns", { service: "kube-dns" });
      pending(w, "coredns", NO_MEMORY);
      unresolved(w);
    },
  ],
  [
    "the webhook waits for memory",
    "unschedulable-insufficient-memory Deployment/injector",
    (w) => {
      elsewhere(w, "mesh", "injector", { port: 443 });
      pending(w, "injector", NO_MEMORY);
      refusedBy(w, "inject.mesh.example.com", "injector", "mesh");
    },
  ],
  [
    "the webhook's certificate secret is gone",
    "secret-missing Deployment/injector",
    (w) => {
      elsewhere(w, "mesh", "injector", { port: 443 });
      creating(
        w,
        "injector",
        "FailedMount",
        'MountVolume.SetUp failed for volume "cert" : secret "injector-cert" not found',
      );
      for (const p of [
        get(w, "Deployment", "injector").spec?.template?.spec,
        ...podsOf(w, "injector").map(({ spec }) => spec),
      ])
        Object.assign(p ?? {}, { volumes: [{ name: "cert", secret: { secretName: "injector-cert" } }] });
      refusedBy(w, "inject.mesh.example.com", "injector", "mesh");
    },
  ],
  [
    "a dead node holds the volume",
    "kubelet-stopped Node/node-1",
    (w) => {
      nodeDown(w, "node-1");
      w.objects.push(
        object("v1", "PersistentVolume", "", "pv-7", {
          spec: { claimRef: { namespace: NS, name: "ledger-data" } },
          status: { phase: "Bound" },
        }),
        object("v1", "PersistentVolumeClaim", NS, "ledger-data", {
          spec: { volumeName: "pv-7", accessModes: ["ReadWriteOnce"] },
          status: { phase: "Bound" },
        }),
        object("storage.k8s.io/v1", "VolumeAttachment", "", "csi-7", {
          spec: { nodeName: "node-1", source: { persistentVolumeName: "pv-7" } },
          status: { attached: true },
        }),
      );
      creating(
        w,
        "ledger-db",
        "FailedAttachVolume",
        'Multi-Attach error for volume "pv-7" Volume is already exclusively attached to one node and can\'t be attached to another',
      );
      for (const p of [
        get(w, "Deployment", "ledger-db").spec?.template?.spec,
        ...podsOf(w, "ledger-db").map(({ spec }) => spec),
      ])
        Object.assign(p ?? {}, { volumes: [{ name: "data", persistentVolumeClaim: { claimName: "ledger-data" } }] });
      for (const p of podsOf(w, "ledger-db")) Object.assign(p.spec ?? {}, { nodeName: "node-2" });
    },
  ],
  [
    "metrics-server cannot be pulled",
    "image-tag-not-found Deployment/metrics-server",
    (w) => {
      elsewhere(w, "monitoring", "metrics-server");
      down(
        w,
        "metrics-server",
        pull(
          'rpc error: code = NotFound desc = failed to pull and unpack image "registry.example.com/metrics-server:1.4.2": failed to resolve reference "registry.example.com/metrics-server:1.4.2": registry.example.com/metrics-server:1.4.2: not found',
        ),
      );
      scaler(w);
    },
  ],
  [
    "metrics-server is killed for memory",
    "oom-killed Deployment/metrics-server",
    (w) => {
      elsewhere(w, "monitoring", "metrics-server");
      down(w, "metrics-server", killed);
      scaler(w);
    },
  ],
  [
    "the network plugin lacks its rights",
    "rbac-forbidden DaemonSet/calico-node",
    (w) => {
      daemon(w, "calico-node", CRASH);
      says(
        w,
        "calico-node",
        [
          "2026-06-01 01:57:02.111 [INFO][9] startup/startup.go 431: Early log level set to info",
          '2026-06-01 01:57:03.402 [ERROR][9] startup/startup.go 158: failed to query kubeadm\'s config map error=configmaps "kubeadm-config" is forbidden: User "system:serviceaccount:kube-system:calico-node" cannot get resource "configmaps" in API group "" in the namespace "kube-system"',
          "2026-06-01 01:57:03.410 [WARNING][9] startup/startup.go 1057: Terminating",
          "Calico node failed to start",
        ],
        { previous: true },
      );
      creating(
        w,
        "ledger",
        "FailedCreatePodSandBox",
        'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "9c2e": plugin type="calico" failed (add): stat /var/lib/calico/nodename: no such file or directory: check that the calico/node container is running and has mounted /var/lib/calico/',
      );
    },
  ],
  [
    "the storage driver's image cannot be pulled",
    "image-tag-not-found DaemonSet/disk-csi-node",
    (w) => {
      daemon(
        w,
        "disk-csi-node",
        pull(
          'failed to pull and unpack image "registry.example.com/disk-csi-node:3": failed to resolve reference "registry.example.com/disk-csi-node:3": registry.example.com/disk-csi-node:3: not found',
        ),
      );
      creating(
        w,
        "ledger-db",
        "FailedMount",
        'MountVolume.MountDevice failed for volume "pvc-1" : kubernetes.io/csi: attacher.MountDevice failed to create newCsiDriverClient: driver name disk.csi.example.com not found in the list of registered CSI drivers',
      );
      w.objects.push(object("storage.k8s.io/v1", "CSIDriver", "", "disk.csi.example.com", { spec: {} }));
    },
  ],
  [
    "the storage provisioner waits for memory",
    "unschedulable-insufficient-memory Deployment/disk-csi-controller",
    (w) => {
      elsewhere(w, "kube-system", "disk-csi-controller", {
        container: { args: ["--csi-address=/csi/csi.sock", "--provisioner-name=disk.csi.example.com"] },
      });
      pending(w, "disk-csi-controller", NO_MEMORY);
      unfilled(w, "disk.csi.example.com");
    },
  ],
  [
    "the image cache in the cluster is out of disk",
    "disk-full Deployment/pull-cache",
    (w) => {
      elsewhere(w, "infra", "pull-cache", { port: 5000 });
      down(w, "pull-cache", CRASH);
      says(
        w,
        "pull-cache",
        [
          'time="2026-06-01T01:57:00Z" level=info msg="listening on [::]:5000"',
          'time="2026-06-01T01:57:02Z" level=fatal msg="error writing blob" error="write /var/lib/registry/docker/registry/v2/blobs/tmp: no space left on device"',
        ],
        { previous: true },
      );
      down(
        w,
        "ledger",
        pull(
          'failed to pull and unpack image "pull-cache.infra.svc.cluster.local:5000/team/ledger:1.4.2": failed to resolve reference "pull-cache.infra.svc.cluster.local:5000/team/ledger:1.4.2": failed to do request: Head "http://pull-cache.infra.svc.cluster.local:5000/v2/team/ledger/manifests/1.4.2": dial tcp 10.96.7.10:5000: connect: connection refused',
        ),
      );
      for (const p of [
        get(w, "Deployment", "ledger").spec?.template?.spec,
        ...podsOf(w, "ledger").map(({ spec }) => spec),
      ])
        Object.assign(p?.containers?.[0] ?? {}, { image: "pull-cache.infra.svc.cluster.local:5000/team/ledger:1.4.2" });
    },
  ],
  [
    "cert-manager is killed for memory",
    "oom-killed Deployment/cert-manager",
    (w) => {
      elsewhere(w, "cert-manager", "cert-manager");
      down(w, "cert-manager", killed);
      const certificate = object("cert-manager.io/v1", "Certificate", NS, "checkout-tls", {
        spec: { secretName: "checkout-tls", issuerRef: { name: "internal", kind: "ClusterIssuer" } },
        status: {
          conditions: [
            {
              type: "Issuing",
              status: "True",
              reason: "DoesNotExist",
              message: "Issuing certificate as Secret does not exist",
              lastTransitionTime: ago(40),
            },
            {
              type: "Ready",
              status: "False",
              reason: "DoesNotExist",
              message: "Issuing certificate as Secret does not exist",
              lastTransitionTime: ago(40),
            },
          ],
        },
      });
      certificate.metadata.managedFields = [
        { manager: "cert-manager-certificates-trigger", operation: "Update", time: ago(40), subresource: "status" },
      ];
      w.objects.push(certificate);
      creating(
        w,
        "checkout",
        "FailedMount",
        'MountVolume.SetUp failed for volume "tls" : secret "checkout-tls" not found',
      );
      for (const p of [
        get(w, "Deployment", "checkout").spec?.template?.spec,
        ...podsOf(w, "checkout").map(({ spec }) => spec),
      ])
        Object.assign(p ?? {}, { volumes: [{ name: "tls", secret: { secretName: "checkout-tls" } }] });
    },
  ],
  [
    "the ingress controller finds no room",
    "unschedulable-insufficient-memory Deployment/edge-ingress",
    (w) => {
      elsewhere(w, "edge", "edge-ingress", {
        container: { args: ["/ingress", "--controller-class=example.com/edge", "--ingress-class=edge"] },
      });
      pending(w, "edge-ingress", NO_MEMORY);
      w.objects.push(
        object("networking.k8s.io/v1", "IngressClass", "", "edge", { spec: { controller: "example.com/edge" } }),
      );
      const ingress = get(w, "Ingress", "checkout");
      Object.assign(ingress, {
        spec: { ...ingress.spec, ingressClassName: "edge" },
        status: { loadBalancer: { ingress: [{ ip: "203.0.113.9" }] } },
      });
      Object.assign(get(w, "Service", "edge-ingress"), {
        status: { loadBalancer: { ingress: [{ ip: "203.0.113.9" }] } },
      });
    },
  ],
  [
    "the operator that fills the secret crashes",
    "segmentation-fault Deployment/eso",
    (w) => {
      elsewhere(w, "secrets", "eso");
      for (const { metadata } of podsOf(w, "eso"))
        metadata.labels = { app: "eso", "app.kubernetes.io/name": "external-secrets" };
      const template = get(w, "Deployment", "eso").spec?.template;
      Object.assign(template ?? {}, {
        metadata: { labels: { app: "eso", "app.kubernetes.io/name": "external-secrets" } },
      });
      down(w, "eso", CRASH);
      says(
        w,
        "eso",
        [
          '{"level":"info","ts":"2026-06-01T01:56:00Z","msg":"starting manager"}',
          "panic: runtime error: invalid memory address or nil pointer dereference",
          "[signal SIGSEGV: segmentation violation code=0x1 addr=0x18 pc=0x1a2b3c]",
          "goroutine 211 [running]:",
          "main.(*Reconciler).Reconcile(0xc000)",
          "\t/workspace/controllers/sync.go:118 +0x3a",
        ],
        { previous: true },
      );
      w.objects.push(
        object("external-secrets.io/v1", "ExternalSecret", NS, "checkout-key", {
          spec: { target: { name: "checkout-key" }, secretStoreRef: { name: "vault", kind: "ClusterSecretStore" } },
        }),
      );
      down(w, "checkout", {
        restartCount: 0,
        state: { waiting: { reason: "CreateContainerConfigError", message: 'secret "checkout-key" not found' } },
      });
      for (const p of [
        get(w, "Deployment", "checkout").spec?.template?.spec,
        ...podsOf(w, "checkout").map(({ spec }) => spec),
      ])
        Object.assign(p?.containers?.[0] ?? {}, { envFrom: [{ secretRef: { name: "checkout-key" } }] });
    },
  ],
];

test.each(WORLDS)(
  "%s: what keeps the part from running comes first, also for who asks about the application",
  (_, expected, make) => {
    const w = world();
    make(w);
    expect(first(ask(w))).toBe(expected);
  },
);

describe("near misses", () => {
  const said = (make: (w: World) => void) => {
    const w = world();
    make(w);
    return ask(w).findings;
  };
  const made = (name: string) => WORLDS.find(([title]) => title === name)?.[2] ?? (() => {});
  /** One pod of the app is well again. */
  const oneReady = (w: World, name: string) => {
    const [pod] = podsOf(w, name);
    for (const condition of pod?.status?.conditions ?? []) condition.status = "True";
    for (const status of pod?.status?.containerStatuses ?? [])
      Object.assign(status, { ready: true, started: true, state: { running: { startedAt: ago(60) } } });
    for (const endpoint of get(w, "EndpointSlice", `${name}-x`).endpoints?.slice(0, 1) ?? [])
      endpoint.conditions = { ready: true };
  };

  test("a controller with a ready pod is not to blame for one certificate", () => {
    const [one] = said((w) => {
      made("cert-manager is killed for memory")(w);
      oneReady(w, "cert-manager");
    });
    expect(one).toMatchObject({ code: "resource-not-ready", object: { name: "checkout-tls" } });
  });

  test("a registry in the cluster that has a ready pod is no reason", () => {
    const [one] = said((w) => {
      made("the image cache in the cluster is out of disk")(w);
      oneReady(w, "pull-cache");
    });
    expect(one).toMatchObject({ code: "image-registry-unreachable", object: { name: "ledger" } });
  });

  test("the controller of another class, kind or driver is not to blame", () => {
    const ingress = said((w) => {
      made("the ingress controller finds no room")(w);
      Object.assign(get(w, "Ingress", "checkout").spec ?? {}, { ingressClassName: "other" });
      Object.assign(get(w, "Ingress", "checkout"), { status: {} });
    });
    expect(ingress.filter(({ object }) => object.name === "edge-ingress")).toEqual([]);
    const [volume] = said((w) => {
      made("the storage provisioner waits for memory")(w);
      get(w, "Deployment", "disk-csi-controller").spec?.template?.spec?.containers?.forEach((container) => {
        container.args = ["--provisioner-name=file.csi.example.com"];
      });
    });
    expect(volume).toMatchObject({ code: "volume-provisioner-silent" });
  });

  test("a part that does not serve for no reason that was found says that it is so", () => {
    const [one] = said((w) => {
      elsewhere(w, "kube-system", "coredns", { service: "kube-dns" });
      down(w, "coredns", {});
      unresolved(w);
    });
    expect(one).toMatchObject({ code: "cluster-dns-down", object: { name: "coredns" } });
    expect(one?.title).toMatch(/; nothing found says why$/);
    const [zero] = said((w) => {
      elsewhere(w, "kube-system", "coredns", { service: "kube-dns" });
      Object.assign(get(w, "Deployment", "coredns").spec ?? {}, { replicas: 0 });
      w.objects = w.objects.filter((item) => item.kind !== "Pod" || item.metadata.labels?.app !== "coredns");
      get(w, "EndpointSlice", "coredns-x").endpoints = [];
    });
    expect(zero?.title).toBe("cluster DNS is scaled to zero: coredns has no pods");
  });
});
