import { mkdirSync } from "node:fs";
import { type Cluster, inside } from "./cluster.ts";
import { apply } from "./kubectl.ts";
import { run } from "./run.ts";

const COUNT = 16;
const SIZE = "64Mi";
export const STORAGE_CLASS = "standard";

/** Small file systems of their own, so that a full volume is really full. Bound when a pod wants one, as on most clouds. */
export async function makeVolumes(cluster: Cluster): Promise<void> {
  const volumes = [];
  for (let i = 1; i <= COUNT; i++) {
    const name = `volume-${i}`;
    const folder = inside(cluster, "volumes", name);
    mkdirSync(folder, { recursive: true });
    await run("mount", ["-t", "tmpfs", "-o", "size=64m,mode=1777", name, folder]);
    volumes.push(volume(name, folder, `node-${((i - 1) % cluster.nodes) + 1}`));
  }
  await apply(cluster, JSON.stringify({ apiVersion: "v1", kind: "List", items: [storageClass, ...volumes] }));
}

const storageClass = {
  apiVersion: "storage.k8s.io/v1",
  kind: "StorageClass",
  metadata: { name: STORAGE_CLASS, annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
  provisioner: "kubernetes.io/no-provisioner",
  volumeBindingMode: "WaitForFirstConsumer",
};

function volume(name: string, folder: string, node: string): Record<string, unknown> {
  const onNode = { matchExpressions: [{ key: "kubernetes.io/hostname", operator: "In", values: [node] }] };
  return {
    apiVersion: "v1",
    kind: "PersistentVolume",
    metadata: { name },
    spec: {
      capacity: { storage: SIZE },
      accessModes: ["ReadWriteOnce"],
      persistentVolumeReclaimPolicy: "Retain",
      storageClassName: STORAGE_CLASS,
      local: { path: folder },
      nodeAffinity: { required: { nodeSelectorTerms: [onNode] } },
    },
  };
}
