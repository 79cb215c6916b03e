import type { ObjectRef } from "../../../core/object.ts";
import { shortName } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { refOf } from "../../object-index.ts";
import { containersOf } from "../../pod.ts";
import { change, type Draft, look } from "../../rule.ts";
import type { Situation } from "../../situation.ts";
import { notReadySince, waitingContainers } from "../../trouble.ts";
import type { WorkloadView } from "../../workload.ts";

type Kind = "ConfigMap" | "Secret";

/** Something that a pod names and that is not there: the kubelet says so when it makes the container or mounts the volume. */
export interface Missing {
  workload: WorkloadView;
  kind: Kind;
  name: string;
  /** `undefined` when the whole object is missing. */
  key: string | undefined;
  text: string;
  since: string | null;
  pods: number;
}

const OBJECT = /(configmap|secret) "(?:[\w.-]+\/)?([\w.-]+)" not found/i;
const KEY = /couldn't find key (\S+) in (ConfigMap|Secret) [\w.-]+\/([\w.-]+)/;
/** A volume's key says the name of the volume, not of the object. */
const VOLUME_KEY = /volume "([\w.-]+)" : (?:configmap|secret)?.*references non-existent (?:config|secret) key: (\S+)/;

export function missingReferences(situation: Situation): Missing[] {
  return [...fromContainers(situation), ...fromMounts(situation)];
}

function fromContainers(situation: Situation): Missing[] {
  return waitingContainers(situation).flatMap(({ workload, reason, texts, since, pods }) =>
    reason === "CreateContainerConfigError"
      ? first(texts.map((text) => read(text, workload))).map((found) => ({ ...found, workload, since, pods }))
      : [],
  );
}

function fromMounts(situation: Situation): Missing[] {
  return situation.workloads.flatMap((workload) => {
    const stuck = workload.pods.filter((pod) =>
      containersOf(pod).some(
        ({ status }) => !status || /^(?:ContainerCreating|PodInitializing)$/.test(status.state?.waiting?.reason ?? ""),
      ),
    );
    const events = stuck.flatMap((pod) =>
      situation.events.of(refOf(pod)).filter(({ reason }) => reason === "FailedMount"),
    );
    return first(events.map(({ message }) => read(message, workload))).map((found) => ({
      ...found,
      workload,
      since: stuck[0] ? notReadySince(stuck[0]) : null,
      pods: stuck.length,
    }));
  });
}

type Read = Pick<Missing, "kind" | "name" | "key" | "text">;

function read(text: string, { template }: WorkloadView): Read | undefined {
  const [, key, inKind, inName] = KEY.exec(text) ?? [];
  if (key && inName) return { kind: inKind === "Secret" ? "Secret" : "ConfigMap", name: inName, key, text };
  const [, kind, name] = OBJECT.exec(text) ?? [];
  if (kind && name)
    return { kind: kind.toLowerCase() === "secret" ? "Secret" : "ConfigMap", name, key: undefined, text };
  const [, volumeName, volumeKey] = VOLUME_KEY.exec(text) ?? [];
  const volume = template.spec?.volumes?.find((item) => item.name === volumeName);
  const owner = volume?.secret?.secretName ?? volume?.configMap?.name;
  return volumeKey && owner
    ? { kind: volume?.secret ? "Secret" : "ConfigMap", name: owner, key: volumeKey, text }
    : undefined;
}

function first(found: readonly (Read | undefined)[]): Read[] {
  const [one] = found.filter((item) => item !== undefined);
  return one ? [one] : [];
}

export function missingDrafts(
  situation: Situation,
  wanted: (missing: Missing) => boolean,
  title: (missing: Missing) => string,
): Draft[] {
  return missingReferences(situation)
    .filter(wanted)
    .map((missing) => {
      const { workload, kind, name, text, since, pods } = missing;
      const thing: ObjectRef = { apiVersion: "v1", kind, namespace: workload.ref.namespace, name };
      const keys =
        kind === "ConfigMap" || situation.lists("Secret")
          ? Object.keys(situation.find(kind, workload.ref.namespace, name)?.data ?? {})
          : [];
      return {
        object: workload.ref,
        title: title(missing),
        confidence: "high",
        since,
        severity: workload.pods.length > pods ? "warning" : "critical",
        evidence: [
          cite.object(workload.ref, `${pods} pods wait: ${text}`),
          ...(missing.key && keys.length > 0
            ? [cite.object(thing, `${kind} ${name} has the keys ${keys.slice(0, 12).join(", ")}`)]
            : []),
        ],
        next: [
          look(`See what is there`, `kubectl -n ${workload.ref.namespace} get ${shortName(thing)} -o yaml`),
          change(`Create it, or correct the reference in ${shortName(workload.ref)}`),
        ],
      };
    });
}
