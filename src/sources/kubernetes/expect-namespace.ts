import { SitrepError } from "../../core/errors.ts";
import { nearNames } from "../../core/near-names.ts";
import type { KubernetesReader } from "./reader.ts";

/** Where nothing was found: throws an `input` error when there is no such namespace, because a slip is no good news. */
export async function expectNamespace(
  reader: KubernetesReader,
  namespace: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  if (namespace === undefined) return;
  const { items, status } = await reader.list("Namespace", { metadataOnly: true }, signal);
  const names = items.map(({ metadata }) => metadata.name);
  if (status === "ok" && !names.includes(namespace)) throw noNamespace(namespace, names);
}

export function noNamespace(name: string, namespaces: readonly string[]): SitrepError {
  const near = nearNames(name, namespaces);
  return new SitrepError("input", `There is no namespace "${name}".`, {
    hint:
      near.length > 0
        ? `Did you mean ${near.join(" or ")}?`
        : `Namespaces: ${namespaces.slice(0, 20).join(", ") || "none that may be listed"}.`,
  });
}
