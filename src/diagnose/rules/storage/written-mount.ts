import { type Mounted, mountedAt } from "../../situation/mounts.ts";
import type { Crash } from "../runtime/crash.ts";

/** Where a program that ended wanted to write. */
export interface WrittenMount extends Mounted {
  file: string;
}

/** The volume that holds the file at which the program failed; `undefined` where it is in the image. */
export function writtenMount({ containers: [{ pod, spec }], clue }: Crash): WrittenMount | undefined {
  const { file } = clue?.entities ?? {};
  if (!file?.startsWith("/")) return undefined;
  const mounted = mountedAt(pod.spec, spec, file);
  return mounted && { ...mounted, file };
}

/** Why nothing can be written there: how the pod mounts it, or what kind of volume it is. */
export function readOnlyBecause({ mount, volume }: WrittenMount): string | undefined {
  if (mount.readOnly) return `container mounts ${mount.mountPath} with readOnly: true`;
  if (volume.persistentVolumeClaim?.readOnly) return `volume ${volume.name} uses its claim with readOnly: true`;
  const kind = (["configMap", "secret", "projected"] as const).find((name) => volume[name]);
  return kind && `${mount.mountPath} is a ${kind} volume, which is always read-only`;
}
