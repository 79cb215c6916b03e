import { ago } from "../world.ts";
import { add, editContainer, editSpec } from "./edits.ts";
import type { Scene } from "./scene.ts";

export const CLAIM = "PersistentVolumeClaim/data";

/** The app gets a volume from a claim of this kind. */
export function withClaim(scene: Scene, spec: object, phase = "Pending", rest: object = {}) {
  const claim = add(scene, "v1", "PersistentVolumeClaim", "data", {
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "10Gi" } }, ...spec },
    status: { phase, ...rest },
  });
  claim.metadata.creationTimestamp = ago(12);
  mounts(scene, { persistentVolumeClaim: { claimName: "data" } });
  return claim;
}

export function mounts(scene: Scene, volume: object, mount: object = {}): void {
  editSpec(scene, (pod) => Object.assign(pod, { volumes: [{ name: "data", ...volume }] }));
  editContainer(scene, (container) =>
    Object.assign(container, { volumeMounts: [{ name: "data", mountPath: "/data", ...mount }] }),
  );
}
