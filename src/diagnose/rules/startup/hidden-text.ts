import type { Evidence } from "../../../core/evidence.ts";
import { cite } from "../../cite.ts";
import { partOf } from "../../situation/part.ts";
import type { Situation } from "../../situation/situation.ts";
import { someOf } from "../../some-of.ts";
import type { HiddenFile } from "./hidden-files.ts";

export function titleOf(hidden: HiddenFile): string {
  const { workload, file, ofImage, mount, files, container } = hidden;
  const who = partOf(workload, container);
  if (ofImage) return `${volumeText(hidden)} mounted at ${mount.mountPath} hides ${file} from ${who}`;
  const has = files?.length ? `has only ${someOf([...files], 3)}` : "is empty";
  return `${who} needs ${file}, and ${volumeText(hidden)}, mounted at ${mount.mountPath}, ${has}`;
}

export function volumeText({ volume }: HiddenFile): string {
  const { configMap, secret, persistentVolumeClaim: claim, hostPath, name } = volume;
  if (configMap) return `ConfigMap ${configMap.name}`;
  if (secret) return `Secret ${secret.secretName}`;
  if (claim) return `the volume of claim ${claim.claimName}`;
  return hostPath ? `host folder ${hostPath.path}` : `emptyDir ${name}`;
}

/** The rollout that brought the mount. */
export function added(situation: Situation, { workload, container, mount }: HiddenFile): Evidence[] {
  const path = `ontainers[${container.spec.name}].volumeMounts[${mount.name}]`;
  const [rollout] = situation.rollouts(workload.ref);
  const edit = rollout?.differences.find((difference) => difference.path.includes(path));
  return rollout && edit
    ? [cite.rollout(rollout, `revision ${rollout.revision} mounts ${mount.name} at ${mount.mountPath}`)]
    : [];
}
