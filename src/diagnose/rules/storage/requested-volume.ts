import type { PersistentVolume } from "../../../core/kubernetes.ts";
import type { Situation } from "../../situation/situation.ts";
import { type Pending, pendingClaims } from "./claims.ts";
import { isFor } from "./lacks.ts";

/** A pending claim that names the volume it wants. */
export interface Requested extends Pending {
  name: string;
  volume: PersistentVolume | undefined;
  /** The claim that has it, `namespace/name`. */
  holder: string | undefined;
}

export function requestedVolumes(situation: Situation): Requested[] {
  return pendingClaims(situation).flatMap((pending) => {
    const name = pending.claim.spec?.volumeName;
    if (!name) return [];
    const volume = situation.find("PersistentVolume", "", name);
    const by = volume?.spec?.claimRef;
    const taken = volume && by && !isFor(pending.claim.metadata, volume);
    return [{ ...pending, name, volume, holder: taken ? `${by.namespace}/${by.name}` : undefined }];
  });
}
