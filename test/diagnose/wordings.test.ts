import { expect, test } from "vitest";
import type { KubeObject } from "../../src/core/kubernetes/meta.ts";
import { none, pending } from "./rules/pending.ts";
import { ago, ask, down, event, first, get, log, NS, object, podsOf, type World, world } from "./world.ts";

type Break = (w: World) => void;

/** The pods have a node and wait there; the kubelet says why. */
const creating =
  (app: string, reason: string, message: string): Break =>
  (w) => {
    down(w, app, { state: { waiting: { reason: "ContainerCreating" } } });
    for (const pod of podsOf(w, app)) {
      Object.assign(pod.status ?? {}, {
        phase: "Pending",
        conditions: [{ type: "Ready", status: "False", lastTransitionTime: ago(20) }],
      });
      event(w, pod, reason, message, { firstTimestamp: ago(20) });
    }
  };
const mounts = (w: World, app: string, claimName: string) => {
  for (const spec of [get(w, "Deployment", app).spec?.template?.spec, ...podsOf(w, app).map(({ spec }) => spec)])
    Object.assign(spec ?? {}, { volumes: [{ name: "data", persistentVolumeClaim: { claimName } }] });
};
const claim = (w: World, spec: object, phase: string): KubeObject => {
  const made = object("v1", "PersistentVolumeClaim", NS, "ledger-data", {
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "10Gi" } }, ...spec },
    status: { phase },
  });
  made.metadata.creationTimestamp = ago(30);
  w.objects.push(made);
  mounts(w, "ledger", "ledger-data");
  return made;
};
const condition =
  (node: string, type: string, status: string, reason: string, message: string): Break =>
  (w) => {
    const all = get(w, "Node", node).status?.conditions ?? [];
    const found = all.find((item) => item.type === type);
    if (found) Object.assign(found, { status, reason, message, lastTransitionTime: ago(15) });
    else all.push({ type, status, reason, message, lastTransitionTime: ago(15) });
  };
const refused =
  (app: string, message: string): Break =>
  (w) => {
    const set = get(w, "ReplicaSet", `${app}-6f`);
    w.objects = w.objects.filter((item) => !podsOf(w, app).some((pod) => pod === item));
    get(w, "EndpointSlice", `${app}-x`).endpoints = [];
    get(w, "Deployment", app).status = { replicas: 0, readyReplicas: 0, observedGeneration: 1 };
    set.status = { replicas: 0 };
    event(w, set, "FailedCreate", message);
  };
const custom =
  (kind: string, group: string, conditions: object[], status: object = {}): Break =>
  (w) => {
    w.objects.push(object(`${group}/v1`, kind, NS, "main", { spec: {}, status: { conditions, ...status } }));
  };

/** The same faults in the words of other versions, drivers and controllers. */
const WORDINGS: [string, string, Break][] = [
  // storage
  [
    "an NFS server that denies",
    "volume-access-denied Deployment/ledger",
    creating(
      "ledger",
      "FailedMount",
      'MountVolume.SetUp failed for volume "share" : mount failed: exit status 32\nMounting command: mount\nMounting arguments: -t nfs files.example.com:/export /var/lib/kubelet/pods/1/volumes/kubernetes.io~nfs/share\nOutput: mount.nfs: access denied by server while mounting files.example.com:/export',
    ),
  ],
  [
    "an NFS server that is away",
    "volume-server-unreachable Deployment/ledger",
    creating(
      "ledger",
      "FailedMount",
      'MountVolume.SetUp failed for volume "share" : mount failed: exit status 32\nOutput: mount.nfs: Connection timed out',
    ),
  ],
  [
    "a host path that is a file",
    "host-path-wrong-type Deployment/ledger",
    creating(
      "ledger",
      "FailedMount",
      'MountVolume.SetUp failed for volume "conf" : hostPath type check failed: /etc/ledger is not a directory',
    ),
  ],
  [
    "no helper for CIFS",
    "mount-helper-missing Deployment/ledger",
    creating(
      "ledger",
      "FailedMount",
      'MountVolume.SetUp failed for volume "share" : mount failed: exit status 32\nOutput: mount: /var/lib/kubelet/pods/1: bad option; for several filesystems (e.g. nfs, cifs) you might need a /sbin/mount.<type> helper program.',
    ),
  ],
  [
    "a broken file system",
    "volume-filesystem-invalid Deployment/ledger",
    creating(
      "ledger",
      "FailedMount",
      'MountVolume.MountDevice failed for volume "pvc-1" : rpc error: code = Internal desc = failed to mount the volume as "ext4": wrong fs type, bad option, bad superblock on /dev/sdb, missing codepage or helper program, or other error',
    ),
  ],
  [
    "a claim of a class that is not there",
    "storage-class-missing PersistentVolumeClaim/ledger-data",
    (w) => {
      const made = claim(w, { storageClassName: "premium" }, "Pending");
      event(w, made, "ProvisioningFailed", 'storageclass.storage.k8s.io "premium" not found');
      pending(w, "ledger", none("pod has unbound immediate PersistentVolumeClaims"));
      mounts(w, "ledger", "ledger-data");
      w.objects.push(object("storage.k8s.io/v1", "StorageClass", "", "standard", { provisioner: "disk.example.com" }));
    },
  ],

  // admission
  [
    "a quota of memory, on German hardware",
    "quota-exceeded-memory ResourceQuota/compute-eu",
    inTurn(
      refused(
        "ledger",
        'Error creating: pods "ledger-6f-x" is forbidden: exceeded quota: compute-eu, requested: limits.memory=512Mi, used: limits.memory=4Gi, limited: limits.memory=4Gi',
      ),
      (w) => {
        const status = { hard: { "limits.memory": "4Gi" }, used: { "limits.memory": "4Gi" } };
        w.objects.push(object("v1", "ResourceQuota", NS, "compute-eu", { spec: { hard: status.hard }, status }));
      },
    ),
  ],
  [
    "a policy engine that denies",
    "admission-webhook-denied Deployment/ledger",
    refused(
      "ledger",
      'Error creating: admission webhook "validate.policies.example.com" denied the request: resource Pod/payments/ledger was blocked due to the following policies: require-team-label: label team is required',
    ),
  ],
  [
    "Pod Security",
    "pod-security-violated Deployment/ledger",
    refused(
      "ledger",
      'Error creating: pods "ledger-6f-x" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false (container "app" must set securityContext.allowPrivilegeEscalation=false)',
    ),
  ],

  // node
  [
    "memory is short",
    "node-memory-pressure Node/node-1",
    condition(
      "node-1",
      "MemoryPressure",
      "True",
      "KubeletHasInsufficientMemory",
      "kubelet has insufficient memory available",
    ),
  ],
  [
    "the disk is short",
    "node-disk-pressure Node/node-1",
    condition("node-1", "DiskPressure", "True", "KubeletHasDiskPressure", "kubelet has disk pressure"),
  ],
  [
    "a problem detector's own condition",
    "node-problem Node/node-1",
    condition("node-1", "KernelDeadlock", "True", "DockerHung", "task docker:7 blocked for more than 300 seconds."),
  ],
  [
    "the network plugin is not ready",
    "network-plugin-not-ready Node/node-1",
    condition(
      "node-1",
      "Ready",
      "False",
      "KubeletNotReady",
      "container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized",
    ),
  ],

  // scheduling
  [
    "a taint that nobody tolerates",
    "unschedulable-taint Deployment/ledger",
    (w) => {
      for (const name of ["node-1", "node-2"])
        get(w, "Node", name).spec = { taints: [{ key: "dedicated", value: "ml", effect: "NoSchedule" }] };
      pending(w, "ledger", none("2 node(s) had untolerated taint {dedicated: ml}"));
    },
  ],
  [
    "ports that are taken",
    "unschedulable-host-port Deployment/ledger",
    (w) => {
      pending(w, "ledger", none("2 node(s) didn't have free ports for the requested pod ports"));
    },
  ],

  // resource
  [
    "a database of an operator that fails",
    "resource-failed Cluster/main",
    custom("Cluster", "db.example.com", [
      {
        type: "Ready",
        status: "False",
        reason: "BackupFailed",
        message: "cannot reach object store",
        lastTransitionTime: ago(30),
      },
    ]),
  ],
  [
    "a Kafka topic that an operator refuses",
    "resource-failed Topic/main",
    custom("Topic", "kafka.example.com", [
      {
        type: "Ready",
        status: "False",
        reason: "KafkaError",
        message: "Replication factor: 3 larger than available brokers: 1",
        lastTransitionTime: ago(30),
      },
    ]),
  ],

  // change
  [
    "a rollout whose new pods end",
    "crash-unhandled-error Deployment/ledger",
    (w) => {
      down(w, "ledger", {
        restartCount: 5,
        state: { waiting: { reason: "CrashLoopBackOff" } },
        lastState: { terminated: { exitCode: 1, reason: "Error", finishedAt: ago(1) } },
      });
      for (const { metadata } of podsOf(w, "ledger"))
        log(
          w,
          metadata.name,
          ["panic: runtime error: index out of range [3] with length 3", "goroutine 1 [running]:", "main.main()"],
          { previous: true },
        );
    },
  ],
];

/** One after the other. */
function inTurn(...breaks: Break[]): Break {
  return (w) => {
    for (const each of breaks) each(w);
  };
}

test.each(WORDINGS)("%s", (_, expected, make) => {
  const w = world();
  make(w);
  expect(first(ask(w))).toBe(expected);
});
