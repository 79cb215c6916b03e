import type { PersistentVolume, PersistentVolumeClaim } from "../../../core/kubernetes/storage.ts";
import { quantity } from "../../../core/quantity.ts";
import { matches } from "../../situation/selector.ts";

/** What keeps a volume from serving a claim. */
export type LackKind =
  | "class"
  | "size"
  | "access-mode"
  | "selector"
  | "volume-mode"
  | "node"
  | "released"
  | "reserved"
  | "taken"
  | "failed"
  | "deleted";

export interface Lack {
  kind: LackKind;
  /** For people: `disk-1 holds 5Gi, the claim needs 10Gi`. */
  text: string;
}

/**
 * Everything that keeps this volume from serving this claim; empty when nothing does. The controller's own conditions
 * (`pkg/controller/volume/persistentvolume/index.go`), of which its events tell none.
 */
export function lacksOf({ spec = {}, metadata }: PersistentVolumeClaim, volume: PersistentVolume): Lack[] {
  const { name } = volume.metadata;
  const offer = volume.spec ?? {};
  const lack = (kind: LackKind, when: boolean, text: string): Lack[] =>
    when ? [{ kind, text: `${name} ${text}` }] : [];
  const [wanted, has] = [spec.resources?.requests?.storage, offer.capacity?.storage];
  const modes = (spec.accessModes ?? []).filter((mode) => offer.accessModes?.includes(mode) === false);
  const holder = isFor(metadata, volume) ? undefined : holderOf(volume, metadata);
  const phase = holder === undefined ? undefined : (volume.status?.phase ?? "");
  return [
    ...lack("class", classOf(offer) !== classOf(spec), `is of ${classText(offer)}, the claim of ${classText(spec)}`),
    ...lack(
      "size",
      (quantity(wanted) ?? 0) > (quantity(has) ?? Number.POSITIVE_INFINITY),
      `holds ${has}, the claim needs ${wanted}`,
    ),
    ...lack("access-mode", modes.length > 0, `does not offer ${modes.join(", ")}`),
    ...lack(
      "selector",
      spec.selector !== undefined && !matches(spec.selector, volume.metadata.labels),
      `has other labels than the claim's selector asks for`,
    ),
    ...lack("volume-mode", modeOf(spec) !== modeOf(offer), `is of mode ${modeOf(offer)}, the claim of ${modeOf(spec)}`),
    ...lack("released", phase === "Released", `still belongs to ${holder}, which is gone`),
    ...lack(
      "reserved",
      phase !== undefined && !/^(?:Released|Bound|Failed)$/.test(phase),
      `is kept for ${holder} (claimRef)`,
    ),
    ...lack("taken", phase === "Bound", `is bound to ${holder}`),
    ...lack(
      "failed",
      volume.status?.phase === "Failed",
      `has failed: ${volume.status?.message ?? volume.status?.reason ?? "no reason given"}`,
    ),
    ...lack("deleted", volume.metadata.deletionTimestamp !== undefined, `is being deleted`),
  ];
}

/** Is the volume kept for this claim? A claim made anew under the same name has another uid, and is another claim. */
export function isFor(
  { namespace, name, uid }: PersistentVolumeClaim["metadata"],
  { spec }: PersistentVolume,
): boolean {
  const held = spec?.claimRef;
  const same = held?.uid === undefined || uid === undefined || held.uid === uid;
  return same && held?.name === name && held?.namespace === namespace;
}

/** The claim that a volume is bound to or kept for: `claim payments/data`, or an earlier one of this claim's name. */
export function holderOf({ spec }: PersistentVolume, claim?: PersistentVolumeClaim["metadata"]): string | undefined {
  const { namespace, name } = spec?.claimRef ?? {};
  const earlier = claim !== undefined && name === claim.name && namespace === claim.namespace;
  return name && (earlier ? `an earlier claim ${name} (other uid)` : `claim ${namespace ?? "?"}/${name}`);
}

type Classed = { storageClassName?: string };

export function classOf({ storageClassName }: Classed): string {
  return storageClassName ?? "";
}

function classText(spec: Classed): string {
  return classOf(spec) ? `class ${classOf(spec)}` : "no class";
}

function modeOf({ volumeMode }: { volumeMode?: string }): string {
  return volumeMode ?? "Filesystem";
}
