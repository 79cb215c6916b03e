import type { Kinds, KnownKind, KubeObject } from "../core/kubernetes.ts";
import { keyOf, type ObjectRef } from "../core/object.ts";

/** Every observed object, found by kind, name and owner. */
export interface ObjectIndex {
  all<K extends KnownKind>(kind: K, namespace?: string): readonly Kinds[K][];
  find<K extends KnownKind>(kind: K, namespace: string, name: string): Kinds[K] | undefined;
  /** Objects of kinds that sitrep has no interface for, meshes and gateways among them. */
  other(kind: string, namespace?: string): readonly KubeObject[];
  has(ref: ObjectRef): boolean;
  /**
   * May the absence of an object of this kind be believed? Only when the kind was listed: no source reported it
   * unlisted, and at least one was seen (a capture may simply not hold the kind).
   */
  lists(kind: string): boolean;
}

export function indexObjects(objects: readonly KubeObject[], unlisted: Record<string, string>): ObjectIndex {
  const byKind = new Map<string, KubeObject[]>();
  const byKey = new Map<string, KubeObject>();
  for (const object of objects) {
    const key = keyOf(refOf(object));
    if (byKey.has(key) && object.kind !== "Event") continue;
    byKey.set(key, object);
    const kind = byKind.get(object.kind);
    if (kind) kind.push(object);
    else byKind.set(object.kind, [object]);
  }
  const list = (kind: string, namespace?: string) => {
    const all = byKind.get(kind) ?? [];
    return namespace === undefined ? all : all.filter((object) => (object.metadata.namespace ?? "") === namespace);
  };
  return {
    // The kind of an object decides its interface; the API server is what guarantees it.
    all: (kind, namespace) => list(kind, namespace) as never,
    find: (kind, namespace, name) => byKey.get(keyOf({ kind, namespace, name })) as never,
    other: list,
    has: (ref) => byKey.has(keyOf(ref)),
    lists: (kind) => unlisted[kind] === undefined && (byKind.get(kind)?.length ?? 0) > 0,
  };
}

export function refOf(object: KubeObject): ObjectRef {
  const { apiVersion, kind, metadata } = object;
  return { apiVersion: apiVersion ?? "", kind, namespace: metadata.namespace ?? "", name: metadata.name };
}
