import type { KubernetesReader, Listing, ListQuery } from "../reader.ts";

/** One list that is wanted. */
export interface Want extends ListQuery {
  kind: string;
  /** What is missing of it makes the answer incomplete; the rest is looked at in passing. */
  needed: boolean;
}

export interface Asked {
  want: Want;
  listing: Listing;
}

/** The part that is missing when this list is not whole: a kind, or `Kind in NAMESPACE` of what is looked at in passing. */
export function missingPart({ kind, namespace, needed }: Want): string {
  const short = kind.split(".")[0] ?? "";
  return needed ? short : `${short} in ${namespace ?? "other namespaces"}`;
}

export function listEach(reader: KubernetesReader, wants: readonly Want[], signal: AbortSignal): Promise<Asked[]> {
  return Promise.all(
    wants.map(async (want) => {
      const { kind, needed: _, ...query } = want;
      return { want, listing: await reader.list(kind, query, signal) };
    }),
  );
}

/** Objects of these kinds among what was listed. */
export function objectsOf(asked: readonly Asked[], ...kinds: string[]) {
  return asked.filter(({ want }) => kinds.includes(want.kind)).flatMap(({ listing }) => listing.items);
}
