import {
  CRASH,
  creating,
  daemon,
  elsewhere,
  killed,
  NO_MEMORY,
  nodeDown,
  pull,
  refusedBy,
  says,
  scaler,
  unfilled,
  unresolved,
} from "./infrastructure.ts";
import { pending } from "./rules/pending.ts";
import { ago, down, get, NS, object, podsOf, type World } from "./world.ts";

/** A part of the cluster that does not run, what keeps it from running, and who suffers from it in `payments`. */
export const CHAINS: [string, string, (w: World) => void][] = [
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
