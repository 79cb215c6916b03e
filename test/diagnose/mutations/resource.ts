import type { Kinds } from "../../../src/core/kubernetes/kinds.ts";
import type { KubeObject } from "../../../src/core/kubernetes/meta.ts";
import { ago } from "../world.ts";
import { add, editSpec, remove } from "./edits.ts";
import { deploymentOf, find, firstPod, type Mutation, pods, type Scene } from "./scene.ts";
import { creating, warn } from "./signs.ts";

/** A condition that has been so for a while. */
export const condition = (type: string, status: string, reason = "", message = "", minutes = 20) => ({
  type,
  status,
  reason,
  message,
  lastTransitionTime: ago(minutes),
});

/** The app's pods wait for a Secret of this name, which does not exist. */
function withoutSecret(scene: Scene, secretName: string): void {
  creating(scene);
  editSpec(scene, (spec) => {
    spec.volumes = [...(spec.volumes ?? []), { name: "credentials", secret: { secretName } }];
  });
  for (const pod of pods(scene))
    warn(
      scene,
      pod,
      "FailedMount",
      `MountVolume.SetUp failed for volume "credentials" : secret "${secretName}" not found`,
    );
}

const externalSecret = (scene: Scene, name: string, status: object, store = "platform") =>
  add(scene, "external-secrets.io/v1", "ExternalSecret", name, {
    spec: { secretStoreRef: { kind: "ClusterSecretStore", name: store }, target: { name: `${name}-credentials` } },
    status,
  });

export const RESOURCE: readonly Mutation[] = [
  {
    // A kind that nobody foresaw.
    code: "resource-failed",
    mutate(scene) {
      add(scene, "queues.acme.example.com/v1alpha1", "Topic", "orders", {
        status: { conditions: [condition("Ready", "False", "CreateFailed", "quota of 20 topics is used up")] },
      });
      return "Topic/orders";
    },
  },
  {
    code: "resource-failed",
    mutate(scene) {
      withoutSecret(scene, "bank-credentials");
      const message = "could not get secret data from provider: permission denied";
      externalSecret(scene, "bank", { conditions: [condition("Ready", "False", "SecretSyncedError", message)] });
      return "ExternalSecret/bank";
    },
  },
  {
    // The store explains the secret that is taken from it, and that the pods which wait for it.
    code: "resource-failed",
    mutate(scene) {
      withoutSecret(scene, "bank-credentials");
      const status = { conditions: [condition("Ready", "False", "SecretSyncedError", "store is not ready")] };
      externalSecret(scene, "bank", status);
      add(
        scene,
        "external-secrets.io/v1",
        "ClusterSecretStore",
        "platform",
        {
          status: { conditions: [condition("Ready", "False", "InvalidProviderConfig", "Code: 503. Vault is sealed")] },
        },
        "",
      );
      return "ClusterSecretStore/platform";
    },
  },
  {
    code: "resource-not-ready",
    mutate(scene) {
      add(scene, "databases.acme.example.com/v1", "Ledger", "books", {
        status: { phase: "Provisioning", message: "waiting for the disk" },
      });
      return "Ledger/books";
    },
  },
  {
    code: "resource-not-reconciled",
    mutate(scene) {
      withoutSecret(scene, "bank-credentials");
      externalSecret(scene, "bank", {});
      return "ExternalSecret/bank";
    },
  },
  {
    code: "resource-impaired",
    mutate(scene) {
      const failed = condition("LastBackupSucceeded", "False", "LastBackupFailed", "bucket does not exist");
      add(scene, "postgresql.cnpg.io/v1", "Cluster", "ledger-pg", {
        status: { phase: "Cluster in healthy state", conditions: [condition("Ready", "True"), failed] },
      });
      return "Cluster/ledger-pg";
    },
  },
];

/** Wishes that hang: what is to go and stays. */
export const DELETIONS: readonly Mutation[] = [
  {
    code: "deletion-blocked",
    mutate(scene) {
      const bucket = add(scene, "storage.acme.example.com/v1", "Bucket", "receipts", {});
      Object.assign(bucket.metadata, { deletionTimestamp: ago(40), finalizers: ["cleanup.storage.acme.example.com"] });
      return "Bucket/receipts";
    },
  },
  {
    code: "pod-stuck-terminating",
    mutate(scene) {
      const stuck = structuredClone(firstPod(scene));
      stuck.metadata = {
        ...stuck.metadata,
        name: "left-over",
        deletionTimestamp: ago(12),
        deletionGracePeriodSeconds: 30,
      };
      scene.world.objects.push(stuck);
      warn(scene, stuck, "FailedKillPod", "error killing pod: context deadline exceeded");
      return "Pod/left-over";
    },
  },
];

/** What is said of built-in kinds that no other rule knows. */
export const SAID: readonly Mutation[] = [
  {
    code: "warnings-repeated",
    mutate(scene) {
      const volume = add(scene, "v1", "PersistentVolume", "archive-1", { status: { phase: "Released" } }, "");
      warn(scene, volume, "VolumeFailedDelete", "rpc error: the disk is in use by instance i-9", { count: 14 });
      return "PersistentVolume/archive-1";
    },
  },
  {
    code: "node-problem",
    mutate(scene) {
      const name = firstPod(scene).spec?.nodeName ?? "";
      const node = find(scene, "Node", name);
      const message = "task umount.nfs:21568 blocked for more than 120 seconds.";
      node.status?.conditions?.push(condition("KernelDeadlock", "True", "TaskHung", message));
      return `Node/${name}`;
    },
  },
];

/** The nearest things that are no fault. */
export const NO_FAULT: Readonly<Record<string, (scene: Scene) => KubeObject>> = {
  "a secret that is synced": (scene) =>
    externalSecret(scene, "bank", { conditions: [condition("Ready", "True", "SecretSynced", "secret synced")] }),
  "a release that somebody suspended": (scene) =>
    add(scene, "helm.toolkit.fluxcd.io/v2", "HelmRelease", "storefront", {
      spec: { suspend: true },
      status: { conditions: [condition("Ready", "False", "UpgradeFailed", "timed out")] },
    }),
  "a release that was just begun": (scene) =>
    add(scene, "helm.toolkit.fluxcd.io/v2", "HelmRelease", "storefront", {
      status: { conditions: [condition("Ready", "Unknown", "Progressing", "Running 'upgrade' action", 2)] },
    }),
  "a failure of seconds ago": (scene) =>
    add(scene, "kustomize.toolkit.fluxcd.io/v1", "Kustomization", "apps", {
      status: { conditions: [condition("Ready", "False", "BuildFailed", "conflict", 0.5)] },
    }),
  "a scaler at rest": (scene) =>
    add(scene, "keda.sh/v1alpha1", "ScaledObject", "worker", {
      status: {
        conditions: [
          condition("Ready", "True"),
          condition("Active", "False", "ScalerNotActive", "Scaling is not performed because triggers are not active"),
          condition("Fallback", "False", "NoFallbackFound", "No fallbacks are active"),
          condition("Paused", "Unknown"),
        ],
      },
    }),
  "an update of what is ready": (scene) =>
    add(scene, "kafka.strimzi.io/v1", "Kafka", "events", {
      status: { conditions: [condition("Ready", "True"), condition("Reconciling", "True", "Rolling")] },
    }),
  "a deletion that was just begun": (scene) => {
    const bucket = add(scene, "storage.acme.example.com/v1", "Bucket", "receipts", {});
    Object.assign(bucket.metadata, { deletionTimestamp: ago(2), finalizers: ["cleanup.storage.acme.example.com"] });
    return bucket;
  },
  "a finalizer on what lives": (scene) => {
    const bucket = add(scene, "storage.acme.example.com/v1", "Bucket", "receipts", {});
    bucket.metadata.finalizers = ["cleanup.storage.acme.example.com"];
    return bucket;
  },
  "warnings that ended with a success": (scene) => {
    const claim = add(scene, "v1", "ConfigMap", "rates", {});
    warn(scene, claim, "SyncFailed", "conflict", { count: 9, lastTimestamp: ago(4) });
    warn(scene, claim, "Synced", "done", { type: "Normal", count: 1, lastTimestamp: ago(3) });
    return claim;
  },
  "warnings before the pod was ready": (scene) => {
    const pod = firstPod(scene);
    for (const is of pod.status?.conditions ?? []) if (is.type === "Ready") is.lastTransitionTime = ago(6);
    warn(scene, pod, "Unhealthy", "Readiness probe failed: connection refused", { count: 5, lastTimestamp: ago(6) });
    return pod;
  },
  "a warning now and then": (scene) => {
    const pod = firstPod(scene);
    const times = { count: 4, firstTimestamp: ago(300), lastTimestamp: ago(5) };
    warn(scene, pod, "Unhealthy", "Readiness probe failed: timeout", times);
    return pod;
  },
  "a condition that all good nodes have": (scene) => {
    const nodes = scene.world.objects.filter((item): item is Kinds["Node"] => item.kind === "Node");
    for (const node of nodes)
      node.status?.conditions?.push(condition("EtcdIsVoter", "True", "MemberNotLearner", "Node is a voting member"));
    return firstPod(scene);
  },
  "a problem that is not there": (scene) => {
    const node = find(scene, "Node", firstPod(scene).spec?.nodeName ?? "");
    node.status?.conditions?.push(condition("KernelDeadlock", "False", "KernelHasNoDeadlock"));
    return node;
  },
  "a pod within its grace period": (scene) => {
    const leaving = structuredClone(firstPod(scene));
    Object.assign(leaving.metadata, { name: "leaving", deletionTimestamp: ago(-0.2), deletionGracePeriodSeconds: 30 });
    scene.world.objects.push(leaving);
    return leaving;
  },
  "a kind without status": (scene) =>
    add(scene, "monitoring.coreos.com/v1", "ServiceMonitor", "api", { spec: { endpoints: [] } }),
  "an object on its way out": (scene) => {
    const made = add(scene, "cert-manager.io/v1", "Certificate", "old", {
      status: { conditions: [condition("Ready", "False", "Failed", "denied")] },
    });
    made.metadata.deletionTimestamp = ago(1);
    return made;
  },
  "a certificate whose secret is there": (scene) => {
    add(scene, "v1", "Secret", "shop-tls", { type: "kubernetes.io/tls", data: { "tls.crt": "" } });
    return add(scene, "cert-manager.io/v1", "Certificate", "shop", {
      spec: { secretName: "shop-tls", issuerRef: { name: "letsencrypt" } },
      status: { conditions: [condition("Ready", "True", "Ready", "Certificate is up to date and has not expired")] },
    });
  },
};

/** Answers with the deployment that waits for the Secret, which nothing is there to make. */
export function secretThatNobodyMakes(scene: Scene): string {
  withoutSecret(scene, "bank-credentials");
  remove(scene, ...scene.world.objects.filter(({ kind }) => kind === "ExternalSecret"));
  return deploymentOf(scene);
}
