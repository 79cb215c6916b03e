import type { ResourceQuota } from "../../../core/kubernetes/config.ts";
import { bytes, quantity } from "../../../core/quantity.ts";
import type { Situation } from "../../situation/situation.ts";
import { isProvisioned } from "./storage-class.ts";

/** A quota that would refuse another object of a kind, and what it says: `requests.storage: 0 of 1Gi in use`. */
export interface FullQuota {
  quota: ResourceQuota;
  text: string;
}

/** What a quota calls the number of objects of these kinds (API reference, ResourceQuota). */
const COUNTED: Readonly<Record<string, RegExp>> = {
  PersistentVolumeClaim: /^(?:count\/)?persistentvolumeclaims$/,
  Service: /^(?:count\/)?services$/,
  ConfigMap: /^(?:count\/)?configmaps$/,
  Secret: /^(?:count\/)?secrets$/,
  Job: /^count\/jobs\.batch$/,
};

/**
 * The quota that leaves no room for another object of this kind. For claims also one whose storage is used up, or smaller
 * than every free volume where volumes are made by hand: what was refused left no size behind.
 */
export function quotaWithoutRoom(situation: Situation, namespace: string, kind: string): FullQuota | undefined {
  for (const quota of situation.all("ResourceQuota", namespace)) {
    const { hard = {}, used = {} } = quota.status ?? {};
    for (const [resource, limit] of Object.entries(hard)) {
      const left = (quantity(limit) ?? Number.POSITIVE_INFINITY) - (quantity(used[resource]) ?? 0);
      const inUse = `${resource}: ${used[resource] ?? "0"} of ${limit} in use`;
      if (COUNTED[kind]?.test(resource) && left <= 0) return { quota, text: inUse };
      const least =
        kind === "PersistentVolumeClaim" && resource === "requests.storage" ? leastVolume(situation) : undefined;
      if (least !== undefined && left < least)
        return { quota, text: left > 0 ? `${inUse}, the smallest free volume has ${bytes(least)}` : inUse };
    }
  }
  return undefined;
}

/** Bytes that a claim needs at least: those of the smallest free volume, or any at all where volumes are made on demand. */
function leastVolume(situation: Situation): number {
  if (isProvisioned(situation, {})) return 1;
  const free = situation.all("PersistentVolume").filter(({ status }) => status?.phase === "Available");
  return Math.min(
    ...free.map(({ spec }) => quantity(spec?.capacity?.storage) ?? Number.POSITIVE_INFINITY),
    ...(free.length > 0 ? [] : [1]),
  );
}
