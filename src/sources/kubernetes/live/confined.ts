import type { KubeObject } from "../../../core/kubernetes/meta.ts";
import { builtIn } from "../kinds.ts";
import { isWhole, nothing } from "../listing.ts";
import type { Listing, ListKind, ListQuery } from "../reader.ts";

/** Lists that never leave these namespaces: for credentials that allow no more, and for people who should see no more. */
export function confined(
  list: ListKind,
  namespaces: readonly string[],
  said = "is not among kubernetes.namespaces",
): ListKind {
  return async (kind, query, signal) => {
    if (kind === "Namespace") return namespacesThemselves(list, named(namespaces, query), signal);
    if (builtIn(kind)?.namespaced === false) return list(kind, query, signal);
    if (query.namespace === undefined)
      return joined(await Promise.all(namespaces.map((namespace) => list(kind, { ...query, namespace }, signal))));
    if (namespaces.includes(query.namespace)) return list(kind, query, signal);
    return nothing("denied", `namespace ${query.namespace} ${said}`);
  };
}

function named(namespaces: readonly string[], { name }: ListQuery): readonly string[] {
  return name === undefined ? namespaces : namespaces.filter((namespace) => namespace === name);
}

/** Namespaces are cluster-wide: who may not get them still knows their names. */
async function namespacesThemselves(list: ListKind, names: readonly string[], signal: AbortSignal): Promise<Listing> {
  const listings = await Promise.all(names.map((name) => list("Namespace", { name }, signal)));
  const items = listings.flatMap(({ items, status }, i): KubeObject[] =>
    status === "denied" ? [{ apiVersion: "v1", kind: "Namespace", metadata: { name: names[i] ?? "" } }] : items,
  );
  const failed = listings.find((listing) => listing.status !== "denied" && !isWhole(listing));
  return failed ?? { items, status: "ok", detail: "" };
}

/** One listing of several: as good as the worst of them. */
function joined(listings: readonly Listing[]): Listing {
  const items = listings.flatMap((listing) => listing.items);
  const bad = listings.find((listing) => !isWhole(listing)) ?? listings.find(({ status }) => status !== "ok");
  if (!bad) return { items, status: "ok", detail: "" };
  return { items, status: bad.status, detail: bad.detail };
}
