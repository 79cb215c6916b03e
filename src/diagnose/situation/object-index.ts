import { isCustom } from "../../core/kubernetes/built-in.ts";
import type { Kinds, KnownKind } from "../../core/kubernetes/kinds.ts";
import type { KubeObject } from "../../core/kubernetes/meta.ts";
import { extensionOf, keyOf, type ObjectRef } from "../../core/object.ts";
import { push } from "../../core/push.ts";

/** Every observed object, found by kind, name and owner. */
export interface ObjectIndex {
  all<K extends KnownKind>(kind: K, namespace?: string): readonly Kinds[K][];
  find<K extends KnownKind>(kind: K, namespace: string, name: string): Kinds[K] | undefined;
  /** The object that this names, whatever its kind. */
  object(ref: Pick<ObjectRef, "kind" | "namespace" | "name">): KubeObject | undefined;
  /** Objects of kinds that sitrep has no interface for, meshes and gateways among them. */
  other(kind: string, namespace?: string): readonly KubeObject[];
  /** Every kind of which something was observed, in order. */
  kinds: readonly string[];
  /** Objects of kinds that a definition or another server adds to the API, in order. */
  custom: readonly KubeObject[];
  /** Objects of a kind that name this one as an owner, in its namespace. */
  owned<K extends KnownKind>(kind: K, owner: Pick<ObjectRef, "kind" | "namespace" | "name">): readonly Kinds[K][];
  has(ref: ObjectRef): boolean;
  /**
   * May the absence of an object of this kind be believed, everywhere or in one namespace? Only when the kind was
   * listed: no source reported it unlisted, and at least one was seen (a capture may simply not hold the kind).
   */
  lists(kind: string, namespace?: string): boolean;
  /** Did a source say that it could not list this kind, everywhere or in this namespace? */
  lacks(kind: string, namespace?: string): boolean;
  /** Did every source list every kind that it was asked for? */
  whole: boolean;
}

export function indexObjects(objects: readonly KubeObject[], unlisted: Record<string, string>): ObjectIndex {
  const byKind = new Map<string, KubeObject[]>();
  const byNamespace = new Map<string, KubeObject[]>();
  const byKey = new Map<string, KubeObject>();
  const byOwner = new Map<string, KubeObject[]>();
  for (const { object, key } of inOrder(objects.filter((item) => !isNamesake(item)))) {
    if (byKey.has(key) && object.kind !== "Event") continue;
    byKey.set(key, object);
    push(byKind, object.kind, object);
    push(byNamespace, `${object.kind}/${object.metadata.namespace ?? ""}`, object);
    for (const { kind, name } of object.metadata.ownerReferences ?? [])
      push(byOwner, `${object.kind} of ${keyOf({ kind, namespace: object.metadata.namespace ?? "", name })}`, object);
  }
  const list = (kind: string, namespace?: string) =>
    (namespace === undefined ? byKind.get(kind) : byNamespace.get(`${kind}/${namespace}`)) ?? [];
  const lacks = (kind: string, namespace?: string) =>
    unlisted[kind] !== undefined || (namespace !== undefined && unlisted[`${kind} in ${namespace}`] !== undefined);
  return {
    // The kind of an object decides its interface; the API server is what guarantees it.
    all: (kind, namespace) => list(kind, namespace) as never,
    find: (kind, namespace, name) => byKey.get(keyOf({ kind, namespace, name })) as never,
    object: ({ kind, namespace, name }) => byKey.get(keyOf({ kind, namespace, name })),
    other: list,
    kinds: [...byKind.keys()],
    custom: [...byKind.values()].flat().filter(({ apiVersion }) => isCustom(apiVersion)),
    owned: (kind, owner) => (byOwner.get(`${kind} of ${keyOf(owner)}`) ?? []) as never,
    has: (ref) => byKey.has(keyOf(ref)),
    whole: Object.keys(unlisted).length === 0,
    lacks,
    lists: (kind, namespace) => !lacks(kind, namespace) && (byKind.get(kind)?.length ?? 0) > 0,
  };
}

/** Kinds of Kubernetes of which extensions have others with the same name: Knative's Service, Volcano's Job, OpenShift's Node. */
const TAKEN = new Set(["Service", "Job", "Ingress", "Node", "Deployment", "Event", "Namespace", "NetworkPolicy"]);

/** Such an object would be taken for what it is not. No rule reads it. */
function isNamesake({ kind, apiVersion }: KubeObject): boolean {
  return TAKEN.has(kind) && extensionOf(apiVersion) !== "";
}

/** By kind, namespace and name: what is said does not depend on the order in which a source lists. */
function inOrder(objects: readonly KubeObject[]): { object: KubeObject; key: string }[] {
  return objects
    .map((object) => ({ object, key: keyOf(refOf(object)) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}

/** A node that others name; `undefined` when nodes were listed and it is not among them. */
export function nodeRef(index: ObjectIndex, name: string | undefined): ObjectRef | undefined {
  if (!name || (index.lists("Node") && !index.find("Node", "", name))) return undefined;
  return { apiVersion: "v1", kind: "Node", namespace: "", name };
}

export function refOf(object: KubeObject): ObjectRef {
  const { apiVersion, kind, metadata } = object;
  return { apiVersion: apiVersion ?? "", kind, namespace: metadata.namespace ?? "", name: metadata.name };
}
