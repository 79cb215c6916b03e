import type { PersistentVolume } from "../../../core/kubernetes/storage.ts";
import type { Situation } from "../../situation/situation.ts";
import { type Pending, pendingClaims } from "./claims.ts";
import { holderOf, isFor } from "./lacks.ts";

/** A pending claim that names the volume it wants. */
export interface Requested extends Pending {
  name: string;
  volume: PersistentVolume | undefined;
  /** The other claim that has it, for people. */
  holder: string | undefined;
}

export function requestedVolumes(situation: Situation): Requested[] {
  return pendingClaims(situation).flatMap((pending) => {
    const name = pending.claim.spec?.volumeName;
    if (!name) return [];
    const volume = situation.find("PersistentVolume", "", name);
    const isOthers = volume !== undefined && !isFor(pending.claim.metadata, volume);
    return [{ ...pending, name, volume, holder: isOthers ? holderOf(volume, pending.claim.metadata) : undefined }];
  });
}
