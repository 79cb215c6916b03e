import { isCustom } from "../../../core/kubernetes/built-in.ts";
import { managersOf } from "../../../core/kubernetes/managers.ts";
import type { KubeObject } from "../../../core/kubernetes/meta.ts";
import { type Named, namedIn } from "../../../core/kubernetes/object-references.ts";
import { keyOf } from "../../../core/object.ts";
import { groupOf, nameOf, type Resource } from "../kinds.ts";
import type { KubernetesReader } from "../reader.ts";
import { type Asked, listEach, type Want } from "./want.ts";

/** Objects that are named elsewhere, followed in so many steps: an issuer, the store behind a secret, what that names. */
const MAX_NAMED = 40;
const STEPS = 2;

/** What these objects name and was not listed: in no namespace, or in one that is not looked into; and what deployed them. */
export async function listNamed(
  reader: KubernetesReader,
  objects: readonly KubeObject[],
  namespaces: readonly string[],
  signal: AbortSignal,
): Promise<Asked[]> {
  const kinds = await reader.kinds(signal).catch(() => []);
  const custom = kinds.filter(({ apiVersion }) => isCustom(apiVersion));
  const asked: Asked[] = [];
  const tried = new Set(objects.map(({ kind, metadata }) => keyOf({ namespace: "", ...metadata, kind })));
  let from = objects;
  for (let step = 0; step < STEPS && custom.length > 0; step++) {
    const next = await listEach(reader, wantedNamed(from, custom, namespaces, tried), signal);
    asked.push(...next);
    from = next.flatMap(({ listing }) => listing.items);
  }
  return asked;
}

function wantedNamed(
  objects: readonly KubeObject[],
  custom: readonly Resource[],
  namespaces: readonly string[],
  tried: Set<string>,
): Want[] {
  const wants: Want[] = [];
  for (const object of objects)
    for (const named of [...(isCustom(object.apiVersion) ? namedIn(object) : []), ...managers(object)]) {
      const resource = meant(named, custom);
      const place = resource?.namespaced ? (named.namespace ?? object.metadata.namespace ?? "") : "";
      const key = keyOf({ kind: resource?.kind ?? "", namespace: place, name: named.name });
      if (!resource || tried.has(key) || wants.length >= MAX_NAMED || (place && namespaces.includes(place))) continue;
      tried.add(key);
      wants.push({ kind: nameOf(resource), namespace: place || undefined, name: named.name, needed: false });
    }
  return wants;
}

function managers(object: KubeObject): Named[] {
  return managersOf(object).map(({ kind, namespace, name }) => ({
    kinds: [kind],
    group: undefined,
    namespace,
    name,
    path: "metadata",
  }));
}

/** The kind that is named; with its group where that is written, else the first that the cluster serves. */
function meant({ kinds, group }: Named, served: readonly Resource[]): Resource | undefined {
  for (const kind of kinds) {
    const alike = served.filter((resource) => resource.kind === kind);
    const found = alike.find((resource) => group === undefined || groupOf(resource) === group);
    if (found) return found;
  }
  return undefined;
}
