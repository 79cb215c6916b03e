import type { KubeObject } from "../../core/kubernetes/meta.ts";
import { builtIn } from "./kinds.ts";

/** Of the whole cluster, what every namespace rests on and what is not about any. A volume is its claim's. */
const SHARED = new Set(["Node", "StorageClass", "PriorityClass", "IngressClass", "PersistentVolume", "Namespace"]);

/** Whether a caller who reads some namespaces is shown anything of this kind. */
export function isVisible(kind: string): boolean {
  return SHARED.has(kind) || builtIn(kind)?.namespaced !== false;
}

/** The objects that a caller who may read these namespaces is shown. */
export function seenFrom(objects: readonly KubeObject[], namespaces: readonly string[]): KubeObject[] {
  return objects.flatMap((object) => seen(object, new Set(namespaces)) ?? []);
}

type Volume = KubeObject & { spec?: { claimRef?: { namespace?: string } } };

function seen(object: KubeObject, namespaces: ReadonlySet<string>): KubeObject | undefined {
  const { kind, metadata } = object;
  if (kind === "Namespace") return namespaces.has(metadata.name) ? object : undefined;
  if (metadata.namespace) return namespaces.has(metadata.namespace) ? object : undefined;
  if (!SHARED.has(kind) || builtIn(kind)?.namespaced !== false) return undefined;
  const claimed = (object as Volume).spec?.claimRef?.namespace;
  if (kind === "PersistentVolume") return namespaces.has(claimed ?? "") ? object : undefined;
  return bare(object);
}

/** Annotations say where a chart was installed, a class's parameters where its controller keeps its Secrets. */
function bare(object: KubeObject): KubeObject {
  const { annotations: _, ...metadata } = object.metadata;
  const { parameters: __, ...rest } = object as KubeObject & { parameters?: unknown };
  if (object.kind !== "IngressClass") return { ...rest, metadata };
  const { controller } = (object as KubeObject & { spec?: { controller?: string } }).spec ?? {};
  return { ...rest, metadata, ...(controller !== undefined && { spec: { controller } }) } as KubeObject;
}
