import type { KubeObject } from "../../../core/kubernetes/meta.ts";
import { extensionOf, keyOf } from "../../../core/object.ts";

/** Each object once, as it was listed last. */
export function unique(objects: readonly KubeObject[]): KubeObject[] {
  const byKey = new Map<string, KubeObject>();
  for (const object of objects) {
    const { kind, apiVersion, metadata } = object;
    const { name, namespace = "" } = metadata;
    byKey.set(`${extensionOf(apiVersion)}/${keyOf({ kind, namespace, name })}`, object);
  }
  return [...byKey.values()];
}
