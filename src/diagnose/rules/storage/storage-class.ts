import type { StorageClass } from "../../../core/kubernetes/storage.ts";
import type { Situation } from "../../situation/situation.ts";

/** The provisioner of classes whose volumes are made by hand. */
const NONE = "kubernetes.io/no-provisioner";
const DEFAULT = "storageclass.kubernetes.io/is-default-class";

type Classed = { storageClassName?: string };

/** The class that a claim gets: the one it names, `""` being none on purpose, or the default one. */
export function classFor(situation: Situation, { storageClassName }: Classed): StorageClass | undefined {
  if (storageClassName !== undefined) return situation.find("StorageClass", "", storageClassName);
  return situation.all("StorageClass").find(({ metadata }) => metadata.annotations?.[DEFAULT] === "true");
}

/** Does the claim's class make volumes as they are asked for? */
export function isProvisioned(situation: Situation, spec: Classed): boolean {
  const { provisioner } = classFor(situation, spec) ?? {};
  return provisioner !== undefined && provisioner !== NONE;
}

/** Does the claim's class have volumes that are made by hand only? `""` is such a class. */
export function isByHand(situation: Situation, spec: Classed): boolean {
  return spec.storageClassName === "" || classFor(situation, spec)?.provisioner === NONE;
}
