import { SitrepError } from "../../core/errors.ts";
import { told } from "../../core/missing.ts";
import { nearNames } from "../../core/near-names.ts";
import { isWhole, lackOf } from "./listing.ts";
import type { KubernetesReader } from "./reader.ts";

/**
 * Where nothing was found: throws an `input` error when there is no such namespace, because a slip is no good news. Where
 * namespaces cannot be listed it says that nobody knows whether there is one.
 */
export async function expectNamespace(
  reader: KubernetesReader,
  namespace: string | undefined,
  signal: AbortSignal,
): Promise<string[]> {
  if (namespace === undefined) return [];
  const listing = await reader.list("Namespace", { metadataOnly: true }, signal);
  const names = [...new Set([...listing.items.map(({ metadata }) => metadata.name), ...heldNamespaces(reader)])];
  if (names.includes(namespace)) return [];
  if (isWhole(listing)) throw noNamespace(namespace, names);
  if (reader.recording && names.length > 0) throw noNamespace(namespace, names, "This capture holds no namespace");
  return lackOf(`whether there is a namespace ${namespace}`, listing).map(told);
}

/** A capture may hold what is in a namespace, and not the namespace itself. */
function heldNamespaces({ recording }: KubernetesReader): string[] {
  return recording?.objects.flatMap(({ metadata }) => metadata.namespace ?? []) ?? [];
}

export function noNamespace(name: string, namespaces: readonly string[], said = "There is no namespace"): SitrepError {
  const near = nearNames(name, namespaces);
  return new SitrepError("input", `${said} "${name}".`, {
    hint:
      near.length > 0
        ? `Did you mean ${near.join(" or ")}?`
        : `Namespaces: ${namespaces.slice(0, 20).join(", ") || "none that may be listed"}.`,
  });
}
