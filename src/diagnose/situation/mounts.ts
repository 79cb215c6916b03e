import type { Container, VolumeMount } from "../../core/kubernetes/container.ts";
import type { KeyToPath, PodSpec, Volume } from "../../core/kubernetes/pod.ts";
import type { ObjectIndex } from "./object-index.ts";

/** A volume and where a container sees it. */
export interface Mounted {
  mount: VolumeMount;
  volume: Volume;
}

/** The volume in which a container finds this path; `undefined` where it is in the image. The deepest mount counts. */
export function mountedAt(spec: PodSpec | undefined, container: Container, path: string): Mounted | undefined {
  const [mount] = (container.volumeMounts ?? [])
    .filter(({ mountPath }) => `${path}/`.startsWith(`${folderOf(mountPath)}/`))
    .sort((a, b) => b.mountPath.length - a.mountPath.length);
  const volume = spec?.volumes?.find(({ name }) => name === mount?.name);
  return mount && volume ? { mount, volume } : undefined;
}

/** Without the slash at its end. */
export function folderOf(mountPath: string): string {
  return mountPath.replace(/\/$/, "");
}

/**
 * The files that a volume begins with, relative to its root, as far as objects tell: the keys of config maps and secrets,
 * none in a fresh emptyDir. `undefined` when nobody knows: claims, host folders, what another container fills.
 */
export function filesIn(
  { name, configMap, secret, projected, emptyDir }: Volume,
  spec: PodSpec | undefined,
  container: Container,
  namespace: string,
  index: Pick<ObjectIndex, "find" | "lists">,
): readonly string[] | undefined {
  const keys = (kind: "ConfigMap" | "Secret", of: string | undefined, items: KeyToPath[] | undefined) => {
    if (items) return items.map(({ path }) => path);
    const object = index.find(kind, namespace, of ?? "");
    if (!object) return index.lists(kind) ? [] : undefined;
    return Object.keys({ ...object.data, ...("binaryData" in object ? object.binaryData : {}) });
  };
  if (configMap) return keys("ConfigMap", configMap.name, configMap.items);
  if (secret) return keys("Secret", secret.secretName, secret.items);
  if (projected || !emptyDir) return undefined;
  const others = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].filter(
    (other) => other.name !== container.name,
  );
  return others.some(({ volumeMounts }) => volumeMounts?.some((mount) => mount.name === name)) ? undefined : [];
}
