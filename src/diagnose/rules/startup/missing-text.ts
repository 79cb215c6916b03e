import type { PodTemplate } from "../../../core/kubernetes/pod.ts";

/** Something that a pod names and that is not there. */
export interface MissingName {
  kind: "ConfigMap" | "Secret";
  name: string;
  /** `undefined` when the whole object is missing. */
  key: string | undefined;
}

const OBJECT = /(configmap|secret) "(?:[\w.-]+\/)?([\w.-]+)" not found/i;
const KEY = /couldn't find key (\S+) in (ConfigMap|Secret) [\w.-]+\/([\w.-]+)/;
/** A volume's key comes with the name of the volume, not of the object. */
const VOLUME_KEY = /volume "([\w.-]+)" : (?:configmap |secret )?references non-existent (?:config|secret) key: (\S+)/;

/** What the kubelet's message names, as it makes the container or mounts the volume. */
export function missingIn(text: string, { spec }: PodTemplate): MissingName | undefined {
  const [, key, inKind, inName] = KEY.exec(text) ?? [];
  if (key && inName) return { kind: inKind === "Secret" ? "Secret" : "ConfigMap", name: inName, key };
  const [, kind, name] = OBJECT.exec(text) ?? [];
  if (kind && name) return { kind: kind.toLowerCase() === "secret" ? "Secret" : "ConfigMap", name, key: undefined };
  const [, volumeName, volumeKey] = VOLUME_KEY.exec(text) ?? [];
  const volume = spec?.volumes?.find((item) => item.name === volumeName);
  const owner = volume?.secret?.secretName ?? volume?.configMap?.name;
  return volumeKey && owner
    ? { kind: volume?.secret ? "Secret" : "ConfigMap", name: owner, key: volumeKey }
    : undefined;
}
