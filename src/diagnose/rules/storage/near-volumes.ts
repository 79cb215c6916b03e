import type { PersistentVolume, PersistentVolumeClaim } from "../../../core/kubernetes/storage.ts";
import type { Situation } from "../../situation/situation.ts";
import { classOf, isFor, type Lack, type LackKind, lacksOf } from "./lacks.ts";
import { classFor, isProvisioned } from "./storage-class.ts";

/** A volume that nobody uses, and what it lacks for a claim. */
export interface Near {
  volume: PersistentVolume;
  lacks: readonly Lack[];
}

export function unusedVolumes(situation: Situation, claim: PersistentVolumeClaim): Near[] {
  return situation
    .all("PersistentVolume")
    .filter((volume) => !volume.spec?.claimRef || volume.status?.phase !== "Bound" || isFor(claim.metadata, volume))
    .map((volume) => ({ volume, lacks: lacksOf(claim, volume) }));
}

/**
 * The volumes that lack least for a claim, those of its own class before others; none when one fits (it will be bound),
 * when its class makes volumes as they are asked for, or when the claim names the volume that it wants.
 */
export function nearVolumes(situation: Situation, claim: PersistentVolumeClaim): Near[] {
  const { spec = {} } = claim;
  if (spec.volumeName || isProvisioned(situation, spec)) return [];
  const unused = unusedVolumes(situation, claim);
  if (unused.some(({ lacks }) => lacks.length === 0)) return [];
  const ofClass = unused.filter(({ volume }) => classOf(volume.spec ?? {}) === classOf(spec));
  if (ofClass.length > 0) return least(ofClass);
  // A class that does not exist is the news; of another class only what fits in all else was meant.
  const exists = !spec.storageClassName || classFor(situation, spec) !== undefined;
  return exists ? unused.filter(({ lacks }) => lacks.length === 1) : [];
}

function least(volumes: readonly Near[]): Near[] {
  const fewest = Math.min(...volumes.map(({ lacks }) => lacks.length));
  return volumes.filter(({ lacks }) => lacks.length === fewest);
}

/** The one thing that all of them lack; `several` where it is more, or not the same. */
export function commonLack(near: readonly Near[]): LackKind | "several" {
  const kinds = new Set(near.flatMap(({ lacks }) => lacks.map(({ kind }) => kind)));
  const [only] = kinds;
  return only && kinds.size === 1 ? only : "several";
}
