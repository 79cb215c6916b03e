import type { PersistentVolume, PersistentVolumeClaim } from "../../../core/kubernetes.ts";
import { quantity } from "../../../core/quantity.ts";
import { matches } from "../../situation/selector.ts";

/** Why this volume cannot serve this claim; `undefined` when it can. */
export function mismatch({ spec }: PersistentVolumeClaim, volume: PersistentVolume): string | undefined {
  const { name } = volume.metadata;
  const [wanted, has] = [spec?.resources?.requests?.storage, volume.spec?.capacity?.storage];
  if ((quantity(wanted) ?? 0) > (quantity(has) ?? 0)) return `${name} holds ${has}, the claim wants ${wanted}`;
  const modes = (spec?.accessModes ?? []).filter((mode) => !volume.spec?.accessModes?.includes(mode));
  if (modes.length > 0) return `${name} does not offer ${modes.join(", ")}`;
  if (spec?.selector && !matches(spec.selector, volume.metadata.labels))
    return `the labels of ${name} do not match the claim's selector`;
  if ((spec?.volumeMode ?? "Filesystem") !== (volume.spec?.volumeMode ?? "Filesystem"))
    return `${name} has another volume mode`;
  return undefined;
}
