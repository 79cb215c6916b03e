import type { ApiService } from "../../core/kubernetes/config.ts";
import type { Kinds } from "../../core/kubernetes/kinds.ts";
import type { Condition, KubeObject } from "../../core/kubernetes/meta.ts";
import type { ObjectRef } from "../../core/object.ts";
import { timeOf } from "../../core/time.ts";
import { type ObjectIndex, refOf } from "./object-index.ts";

type Namespace = Kinds["Namespace"];

/** What tells most first: an API that does not answer, what cannot be deleted, whose finalizers are left, what is left. */
const ORDER = [
  "NamespaceDeletionDiscoveryFailure",
  "NamespaceDeletionGroupVersionParsingFailure",
  "NamespaceDeletionContentFailure",
  "NamespaceFinalizersRemaining",
  "NamespaceContentRemaining",
];
/** Deleting an object takes this long at most when nothing hinders. */
const USUAL_MS = 5 * 60_000;

/** Conditions that say what the deletion waits for. */
export function hindrances(namespace: Namespace): Condition[] {
  return (namespace.status?.conditions ?? [])
    .filter(({ status, message }) => status === "True" && message)
    .sort((a, b) => ORDER.indexOf(a.type) - ORDER.indexOf(b.type));
}

/** The APIs that cannot be asked what the namespace holds, and objects in it that wait for their finalizers. */
export function blockersOf(index: ObjectIndex & { now: number }, namespace: Namespace): ObjectRef[] {
  const apis = index.all("APIService").filter((api) => isDown(api) && hinders(api, namespace));
  const { name } = namespace.metadata;
  const left = index.kinds.flatMap((kind) => index.other(kind, name)).filter((object) => isBlocked(object, index.now));
  return [...apis, ...left].map(refOf);
}

/** The namespace that cannot be deleted while this object is in it. */
export function deletionHeldBy(index: ObjectIndex, { metadata }: KubeObject): ObjectRef[] {
  const namespace = index.find("Namespace", "", metadata.namespace ?? "");
  return namespace?.metadata.deletionTimestamp ? [refOf(namespace)] : [];
}

/** It was deleted, and waits for somebody to take a finalizer away. */
export function isBlocked({ metadata }: KubeObject, now: number): boolean {
  const deleted = timeOf(metadata.deletionTimestamp);
  return deleted !== undefined && now - deleted > USUAL_MS && (metadata.finalizers?.length ?? 0) > 0;
}

function isDown({ status }: ApiService): boolean {
  return status?.conditions?.some((item) => item.type === "Available" && item.status === "False") ?? false;
}

/** `v1beta1.metrics.k8s.io` is `metrics.k8s.io/v1beta1` in the namespace controller's words. */
function hinders({ metadata }: KubeObject, namespace: Namespace): boolean {
  const [version = "", ...group] = metadata.name.split(".");
  const discovery = hindrances(namespace).find(({ type }) => type === "NamespaceDeletionDiscoveryFailure");
  return discovery?.message?.includes(`${group.join(".")}/${version}`) ?? false;
}
