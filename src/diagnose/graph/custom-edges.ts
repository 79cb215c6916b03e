import { managersOf } from "../../core/kubernetes/managers.ts";
import type { KubeObject } from "../../core/kubernetes/meta.ts";
import { type Named, namedIn } from "../../core/kubernetes/object-references.ts";
import { productsOf } from "../../core/kubernetes/products.ts";
import { keyOf, type ObjectRef } from "../../core/object.ts";
import { type ObjectIndex, refOf } from "../situation/object-index.ts";
import type { Edge } from "./edge.ts";

/** Kinds whose owners are followed elsewhere: they are parts of workloads. */
const PARTS = new Set(["Pod", "ReplicaSet", "ControllerRevision", "EndpointSlice", "Event", "Lease"]);

/** What custom resources name, make and own: the trouble of a store reaches the secrets that are taken from it. */
export function customEdges(index: ObjectIndex): Edge[] {
  return [...index.custom.flatMap((object) => [...used(object, index), ...made(object, index)]), ...owned(index)];
}

function used(object: KubeObject, index: ObjectIndex): Edge[] {
  const to = refOf(object);
  const products = new Set(productsOf(object).map(({ kind, name }) => `${kind} ${name}`));
  return namedIn(object).flatMap((named): Edge[] => {
    if (named.kinds.some((kind) => products.has(`${kind} ${named.name}`))) return [];
    const from = resolve(named, to.namespace, index);
    return from && keyOf(from) !== keyOf(to) ? [{ from, to, kind: "uses", because: named.path }] : [];
  });
}

/** The object that is meant, if it was observed; a missing Secret or ConfigMap is what it is by its kind. */
function resolve({ kinds, namespace, name }: Named, own: string, index: ObjectIndex): ObjectRef | undefined {
  for (const kind of kinds)
    for (const place of [namespace ?? own, ""]) {
      const found = index.object({ kind, namespace: place, name });
      if (found) return refOf(found);
    }
  const plain = kinds.find((kind) => kind === "Secret" || kind === "ConfigMap" || kind === "Service");
  return plain && { apiVersion: "v1", kind: plain, namespace: namespace ?? own, name };
}

/** A product that is there works on without its maker: what it held last is what is used. */
function made(object: KubeObject, index: ObjectIndex): Edge[] {
  const from = refOf(object);
  return productsOf(object).flatMap(({ kind, name, namespace = from.namespace }): Edge[] => {
    const to = { apiVersion: "v1", kind, namespace, name };
    return index.has(to) ? [] : [{ from, to, kind: "makes", because: `${from.kind} ${from.name}` }];
  });
}

/** What a part of it suffers, the owner does; and what is deployed by a GitOps object, that object. */
function owned(index: ObjectIndex): Edge[] {
  if (index.custom.length === 0) return [];
  const known = new Set(index.custom.map((object) => keyOf(refOf(object))));
  return index.kinds
    .filter((kind) => !PARTS.has(kind))
    .flatMap((kind) => index.other(kind))
    .flatMap((part): Edge[] => {
      const from = refOf(part);
      const owners = (part.metadata.ownerReferences ?? []).flatMap(({ kind, name }) =>
        [from.namespace, ""].map((namespace) => ({ kind, namespace, name })),
      );
      return [...owners, ...managersOf(part)].flatMap((ref): Edge[] => {
        const owner = known.has(keyOf(ref)) ? index.object(ref) : undefined;
        return owner ? [{ from, to: refOf(owner), kind: "part-of", because: "what owns it" }] : [];
      });
    });
}
