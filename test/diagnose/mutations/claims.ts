import type { PersistentVolume } from "../../../src/core/kubernetes/storage.ts";
import { ago } from "../world.ts";
import { add } from "./edits.ts";
import { deploymentOf, firstPod, type Mutation, type Scene } from "./scene.ts";
import { pending, warn } from "./signs.ts";
import { CLAIM, mounts, withClaim } from "./with-claim.ts";

function storageClass(scene: Scene, name: string, provisioner = "disk.example.com"): void {
  add(scene, "storage.k8s.io/v1", "StorageClass", name, { provisioner }, "");
}

function volume(scene: Scene, name: string, spec: object, phase = "Available", status: object = {}): PersistentVolume {
  return add(
    scene,
    "v1",
    "PersistentVolume",
    name,
    {
      spec: { storageClassName: "manual", capacity: { storage: "20Gi" }, accessModes: ["ReadWriteOnce"], ...spec },
      status: { phase, ...status },
    },
    "",
  );
}

function waitsForClaim(scene: Scene): void {
  pending(scene, "0/2 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found");
}

/** The claim stays pending, and its controller says this. */
const unbound = (code: string, storageClassName: string | undefined, reason: string, message: string): Mutation => ({
  code,
  mutate(scene) {
    storageClass(scene, "standard");
    const claim = withClaim(scene, storageClassName === undefined ? {} : { storageClassName });
    warn(scene, claim, reason, message, reason === "ProvisioningFailed" ? {} : { type: "Normal" });
    waitsForClaim(scene);
    return CLAIM;
  },
});

/** Volumes are made by hand, and the free one differs from the claim in this. */
const unmatched = (
  code: string,
  claim: object,
  spec: object,
  { phase, ...status }: { phase?: string; message?: string } = {},
): Mutation => ({
  code,
  mutate(scene) {
    storageClass(scene, "manual", "kubernetes.io/no-provisioner");
    withClaim(scene, { storageClassName: "manual", ...claim });
    const free = volume(scene, "disk-1", spec, phase, status);
    waitsForClaim(scene);
    return phase === undefined ? CLAIM : `PersistentVolume/${free.metadata.name}`;
  },
});

/** The claim names its volume. */
const requests = (code: string, spec: object): Mutation => ({
  code,
  mutate(scene) {
    storageClass(scene, "manual", "kubernetes.io/no-provisioner");
    withClaim(scene, { storageClassName: "manual", volumeName: "disk-7" });
    volume(scene, code === "requested-volume-missing" ? "disk-1" : "disk-7", spec, "Bound");
    waitsForClaim(scene);
    return CLAIM;
  },
});

/** The claim was enlarged, and this is how far it got. */
const enlarged = (code: string, conditions: readonly object[]): Mutation => ({
  code,
  mutate(scene) {
    storageClass(scene, "standard");
    withClaim(scene, { storageClassName: "standard", volumeName: "disk-1" }, "Bound", {
      capacity: { storage: "5Gi" },
      conditions: conditions.map((condition) => ({ status: "True", lastTransitionTime: ago(30), ...condition })),
    });
    return CLAIM;
  },
});

export const CLAIMS: readonly Mutation[] = [
  unbound("storage-class-missing", "fast", "ProvisioningFailed", 'storageclass.storage.k8s.io "fast" not found'),
  unbound(
    "volume-provisioning-failed",
    "standard",
    "ProvisioningFailed",
    'failed to provision volume with StorageClass "standard": rpc error: code = ResourceExhausted desc = disk quota reached',
  ),
  unbound(
    "access-mode-not-provisioned",
    "standard",
    "ProvisioningFailed",
    'failed to provision volume with StorageClass "standard": rpc error: code = InvalidArgument desc = volume capability MULTI_NODE_MULTI_WRITER not supported',
  ),
  unbound(
    "volume-provisioner-silent",
    "standard",
    "ExternalProvisioning",
    "Waiting for a volume to be created either by the external provisioner 'disk.example.com' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.",
  ),
  unbound(
    "no-storage-class",
    undefined,
    "FailedBinding",
    "no persistent volumes available for this claim and no storage class is set",
  ),
  unbound(
    "no-volume-left",
    "",
    "FailedBinding",
    "no persistent volumes available for this claim and no storage class is set",
  ),
  unmatched("no-volume-large-enough", {}, { capacity: { storage: "2Gi" } }),
  unmatched("no-volume-with-access-mode", { accessModes: ["ReadWriteMany"] }, {}),
  unmatched("no-volume-matches-selector", { selector: { matchLabels: { tier: "fast" } } }, {}),
  unmatched("no-matching-volume", { accessModes: ["ReadWriteMany"] }, { capacity: { storage: "2Gi" } }),
  unmatched("volume-of-other-class", {}, { storageClassName: "by-hand" }),
  unmatched("volume-released", {}, { claimRef: { namespace: "old", name: "data" } }, { phase: "Released" }),
  unmatched("volume-reserved", {}, { claimRef: { namespace: "old", name: "data" } }, { phase: "Available" }),
  unmatched(
    "volume-on-other-node",
    {},
    {
      nodeAffinity: {
        required: {
          nodeSelectorTerms: [
            { matchExpressions: [{ key: "kubernetes.io/hostname", operator: "In", values: ["gone"] }] },
          ],
        },
      },
    },
  ),
  unmatched(
    "volume-failed",
    {},
    { claimRef: { namespace: "old", name: "data" } },
    { phase: "Failed", message: "error deleting volume: it is still attached" },
  ),
  requests("requested-volume-missing", {}),
  requests("requested-volume-taken", { claimRef: { namespace: "other", name: "archive" } }),
  requests("requested-volume-mismatch", { capacity: { storage: "1Gi" } }),
  {
    code: "volume-lost",
    mutate(scene) {
      const claim = withClaim(scene, { volumeName: "disk-1" }, "Lost");
      warn(scene, claim, "ClaimLost", "Bound claim has lost its PersistentVolume. Data on the volume is lost!");
      pending(
        scene,
        '0/2 nodes are available: persistentvolumeclaim "data" bound to non-existent persistentvolume "disk-1".',
      );
      return CLAIM;
    },
  },
  {
    code: "volume-claim-deleting",
    mutate(scene) {
      withClaim(scene, { volumeName: "disk-1" }, "Bound").metadata.deletionTimestamp = ago(15);
      pending(scene, '0/2 nodes are available: persistentvolumeclaim "data" is being deleted.');
      return CLAIM;
    },
  },
  {
    code: "volume-claim-missing",
    mutate(scene) {
      add(scene, "v1", "PersistentVolumeClaim", "other", { spec: {}, status: { phase: "Bound" } });
      mounts(scene, { persistentVolumeClaim: { claimName: "data" } });
      pending(scene, '0/2 nodes are available: persistentvolumeclaim "data" not found. preemption: not eligible');
      return deploymentOf(scene);
    },
  },
  {
    code: "object-refused-by-quota",
    mutate(scene) {
      mounts(scene, { persistentVolumeClaim: { claimName: "data" } });
      pending(scene, '0/2 nodes are available: persistentvolumeclaim "data" not found. preemption: not eligible');
      const status = { hard: { persistentvolumeclaims: "4" }, used: { persistentvolumeclaims: "4" } };
      add(scene, "v1", "ResourceQuota", "claims", { spec: { hard: status.hard }, status });
      return "ResourceQuota/claims";
    },
  },
  {
    code: "ephemeral-volume-conflict",
    mutate(scene) {
      const said = `PVC "${firstPod(scene).metadata.name}-data" was not created for pod`;
      pending(scene, `0/2 nodes are available: ${said}`);
      warn(scene, firstPod(scene), "FailedBinding", `ephemeral volume data: ${said}`);
      return deploymentOf(scene);
    },
  },
  enlarged("volume-expansion-failed", [
    { type: "ControllerResizeError", message: "the class does not allow it at the storage" },
  ]),
  enlarged("volume-expansion-pending", [
    { type: "FileSystemResizePending", message: "Waiting for user to (re-)start a pod" },
  ]),
];
