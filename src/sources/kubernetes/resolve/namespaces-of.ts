import type { KubernetesReader, ListStatus } from "../reader.ts";
import { refused } from "../refused.ts";

export interface KnownNamespaces {
  names: string[];
  /** There are no others. */
  complete: boolean;
}

/** Nothing more can be learned then. */
const LOST: ReadonlySet<ListStatus> = new Set(["failed", "timed-out", "unauthenticated"]);

/** The namespaces, or those of what is in them where they themselves are not listed (RBAC, or a capture without them). */
export async function namespacesOf(reader: KubernetesReader, signal: AbortSignal): Promise<KnownNamespaces> {
  const { items, status, detail } = await reader.list("Namespace", {}, signal);
  if (items.length > 0) return { names: items.map(({ metadata }) => metadata.name).sort(), complete: true };
  if (LOST.has(status)) throw refused(status, detail);
  const pods = await reader.list("Pod", {}, signal);
  const workloads = pods.items.length > 0 ? pods : await reader.list("Deployment", {}, signal);
  const names = new Set(workloads.items.map(({ metadata }) => metadata.namespace ?? ""));
  return { names: [...names].filter(Boolean).sort(), complete: status !== "denied" };
}
