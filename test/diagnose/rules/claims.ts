import type { KubeObject } from "../../../src/core/kubernetes/meta.ts";
import type { Pod } from "../../../src/core/kubernetes/pod.ts";
import type { PersistentVolume } from "../../../src/core/kubernetes/storage.ts";
import { ago, ask, get, NS, object, podsOf, type World } from "../world.ts";

/** A claim of the ledger, ten minutes old. */
export function claim(w: World, spec: object = {}, status: object = {}, rest: object = {}): KubeObject {
  const made = object("v1", "PersistentVolumeClaim", NS, "ledger-data", {
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "10Gi" } }, ...spec },
    status: { phase: "Pending", ...status },
    ...rest,
  });
  made.metadata.creationTimestamp = ago(10);
  w.objects.push(made);
  return made;
}

export function storageClass(w: World, name: string, rest: object = { provisioner: "disk.example.com" }): KubeObject {
  const made = object("storage.k8s.io/v1", "StorageClass", "", name, rest);
  w.objects.push(made);
  return made;
}

export const BY_HAND = { provisioner: "kubernetes.io/no-provisioner" };

export function volume(w: World, spec: object, phase = "Available", name = "disk-1"): PersistentVolume {
  const made = object("v1", "PersistentVolume", "", name, {
    spec: { storageClassName: "manual", capacity: { storage: "20Gi" }, accessModes: ["ReadWriteOnce"], ...spec },
    status: { phase },
  });
  w.objects.push(made);
  return made;
}

export const CLAIM = "PersistentVolumeClaim/ledger-data";
export const title = (w: World) => ask(w).findings[0]?.title;

export function mounting(w: World): Pod[] {
  for (const spec of [get(w, "Deployment", "ledger").spec?.template?.spec, ...podsOf(w, "ledger").map((p) => p.spec)]) {
    Object.assign(spec ?? {}, { volumes: [{ name: "data", persistentVolumeClaim: { claimName: "ledger-data" } }] });
    Object.assign(spec?.containers?.[0] ?? {}, { volumeMounts: [{ name: "data", mountPath: "/data" }] });
  }
  return podsOf(w, "ledger");
}
