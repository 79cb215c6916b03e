import { ago } from "../world.ts";
import { add, deploymentOf, editSpec, firstPod, type Mutation, pending, type Scene, waiting, warn } from "./scene.ts";

/** The app gets a volume from a claim of this kind. */
function withClaim(scene: Scene, spec: object, phase = "Pending") {
  const claim = add(scene, "v1", "PersistentVolumeClaim", "data", {
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "10Gi" } }, ...spec },
    status: { phase },
  });
  claim.metadata.creationTimestamp = ago(12);
  editSpec(scene, (pod) =>
    Object.assign(pod, { volumes: [{ name: "data", persistentVolumeClaim: { claimName: "data" } }] }),
  );
  return claim;
}

const standard = (scene: Scene) =>
  add(scene, "storage.k8s.io/v1", "StorageClass", "standard", { provisioner: "disk.example.com" }, "");

/** The claim stays pending, and its controller says this. */
const unbound = (code: string, storageClassName: string | undefined, reason: string, message: string): Mutation => ({
  code,
  mutate(scene) {
    standard(scene);
    const claim = withClaim(scene, storageClassName === undefined ? {} : { storageClassName });
    if (reason) warn(scene, claim, reason, message, reason === "ProvisioningFailed" ? {} : { type: "Normal" });
    pending(scene, "0/2 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found");
    return "PersistentVolumeClaim/data";
  },
});

/** The volume is there, and the pod waits for it. */
const waitsFor = (code: string, reason: string, message: string): Mutation => ({
  code,
  mutate(scene) {
    withClaim(scene, { volumeName: "disk-1" }, "Bound");
    waiting(scene, "ContainerCreating", "");
    warn(scene, firstPod(scene), reason, message);
    return deploymentOf(scene);
  },
});

export const STORAGE: readonly Mutation[] = [
  unbound("storage-class-missing", "fast", "ProvisioningFailed", 'storageclass.storage.k8s.io "fast" not found'),
  unbound(
    "volume-provisioning-failed",
    "standard",
    "ProvisioningFailed",
    'failed to provision volume with StorageClass "standard": rpc error: code = ResourceExhausted desc = disk quota reached',
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
  {
    code: "no-matching-volume",
    mutate(scene) {
      const claim = withClaim(scene, { storageClassName: "manual" });
      add(scene, "storage.k8s.io/v1", "StorageClass", "manual", { provisioner: "kubernetes.io/no-provisioner" }, "");
      const spec = { storageClassName: "manual", capacity: { storage: "2Gi" }, accessModes: ["ReadWriteOnce"] };
      add(scene, "v1", "PersistentVolume", "disk-1", { spec, status: { phase: "Available" } }, "");
      warn(
        scene,
        claim,
        "FailedBinding",
        "no persistent volumes available for this claim and no storage class is set",
        { type: "Normal" },
      );
      pending(scene, "0/2 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found");
      return "PersistentVolumeClaim/data";
    },
  },
  {
    code: "volume-claim-missing",
    mutate(scene) {
      standard(scene);
      add(scene, "v1", "PersistentVolumeClaim", "other", { spec: {}, status: { phase: "Bound" } });
      editSpec(scene, (pod) =>
        Object.assign(pod, { volumes: [{ name: "data", persistentVolumeClaim: { claimName: "data" } }] }),
      );
      pending(scene, '0/2 nodes are available: persistentvolumeclaim "data" not found. preemption: not eligible');
      return deploymentOf(scene);
    },
  },
  waitsFor(
    "volume-attach-failed",
    "FailedAttachVolume",
    'Multi-Attach error for volume "disk-1" Volume is already exclusively attached to one node and can\'t be attached to another',
  ),
  waitsFor(
    "volume-mount-failed",
    "FailedMount",
    'MountVolume.SetUp failed for volume "disk-1" : mount failed: exit status 32 Mounting command: mount Output: mount.nfs: access denied by server while mounting nfs.example.com:/data',
  ),
];
