import type { PersistentVolume, PersistentVolumeClaim } from "../../../core/kubernetes/storage.ts";
import { quantity } from "../../../core/quantity.ts";
import type { Situation } from "../../situation/situation.ts";
import { classOf, type Lack, type LackKind, lacksOf } from "./lacks.ts";
import { classFor, isProvisioned } from "./storage-class.ts";
import { reachFor } from "./volume-reach.ts";

/** A volume that nobody uses, and what it lacks for a claim. */
export interface Near {
  volume: PersistentVolume;
  lacks: readonly Lack[];
}

/** Every volume that is not bound to another claim. */
export function unusedVolumes(situation: Situation, claim: PersistentVolumeClaim): Near[] {
  return volumesFor(situation, claim).filter(({ lacks }) => lacks.every(({ kind }) => kind !== "taken"));
}

function volumesFor(situation: Situation, claim: PersistentVolumeClaim): Near[] {
  const reach = reachFor(situation, claim);
  return situation
    .all("PersistentVolume")
    .map((volume) => ({ volume, lacks: [...lacksOf(claim, volume), ...reach(volume)] }));
}

/**
 * The volumes that lack least for a claim, those of its own class before others, the largest first; those that another
 * claim has only where nothing else is wrong with them, and no free one is of the class. None when one fits (it will be
 * bound), when its class makes volumes as they are asked for, or when the claim names the volume that it wants.
 */
export function nearVolumes(situation: Situation, claim: PersistentVolumeClaim): Near[] {
  const { spec = {} } = claim;
  if (spec.volumeName || isProvisioned(situation, spec)) return [];
  const all = volumesFor(situation, claim).sort((a, b) => sizeOf(b.volume) - sizeOf(a.volume));
  const unused = all.filter(({ lacks }) => lacks.every(({ kind }) => kind !== "taken"));
  if (unused.some(({ lacks }) => lacks.length === 0)) return [];
  const ofClass = unused.filter(({ volume }) => classOf(volume.spec ?? {}) === classOf(spec));
  if (ofClass.length > 0) return least(ofClass);
  const taken = all.filter(({ lacks }) => lacks.length === 1 && lacks[0]?.kind === "taken");
  if (taken.length > 0) return taken;
  // A class that does not exist is the news; of another class only what fits in all else was meant.
  const exists = !spec.storageClassName || classFor(situation, spec) !== undefined;
  return exists ? unused.filter(({ lacks }) => lacks.length === 1) : [];
}

function sizeOf({ spec }: PersistentVolume): number {
  return quantity(spec?.capacity?.storage) ?? 0;
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
