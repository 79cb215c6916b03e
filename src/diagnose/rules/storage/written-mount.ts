import type { VolumeMount } from "../../../core/kubernetes/container.ts";
import type { Volume } from "../../../core/kubernetes/pod.ts";
import type { Crash } from "../runtime/crash.ts";

/** Where a program that ended wanted to write. */
export interface WrittenMount {
  mount: VolumeMount;
  volume: Volume;
  file: string;
}

/** The volume that holds the file at which the program failed; `undefined` where it is in the image. */
export function writtenMount({ containers: [{ pod, spec }], clue }: Crash): WrittenMount | undefined {
  const { file } = clue?.entities ?? {};
  if (!file?.startsWith("/")) return undefined;
  const [mount] = (spec.volumeMounts ?? [])
    .filter(({ mountPath }) => `${file}/`.startsWith(`${mountPath.replace(/\/$/, "")}/`))
    .sort((a, b) => b.mountPath.length - a.mountPath.length);
  const volume = pod.spec?.volumes?.find(({ name }) => name === mount?.name);
  return mount && volume ? { mount, volume, file } : undefined;
}

/** Why nothing can be written there: how the pod mounts it, or what kind of volume it is. */
export function readOnlyBecause({ mount, volume }: WrittenMount): string | undefined {
  if (mount.readOnly) return `container mounts ${mount.mountPath} with readOnly: true`;
  if (volume.persistentVolumeClaim?.readOnly) return `volume ${volume.name} uses its claim with readOnly: true`;
  const kind = (["configMap", "secret", "projected"] as const).find((name) => volume[name]);
  return kind && `${mount.mountPath} is a ${kind} volume, which is always read-only`;
}
