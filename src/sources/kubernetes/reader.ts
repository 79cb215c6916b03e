import type { Kinds, KnownKind, KubeObject } from "../../core/kubernetes.ts";
import type { LogStream } from "../../core/observation.ts";

export interface ListQuery {
  /** All namespaces when absent. */
  namespace?: string | undefined;
  labelSelector?: string | undefined;
  fieldSelector?: string | undefined;
}

/**
 * `ok` everything is there · `denied` RBAC · `missing` the API does not serve the kind, or a capture does not hold it ·
 * `failed` no usable answer · `truncated` stopped at the limit. Only `ok` makes absence a fact.
 */
export type ListStatus = "ok" | "denied" | "missing" | "failed" | "truncated";

export interface Listing<T extends KubeObject = KubeObject> {
  items: T[];
  status: ListStatus;
  /** Why it is not `ok`. */
  detail: string;
}

export interface LogQuery {
  namespace: string;
  pod: string;
  container: string;
  previous: boolean;
  /** Lines from the end. */
  tail: number;
  sinceSeconds?: number | undefined;
}

/** A cluster, live or recorded. Objects and lines are redacted and clean when they leave a reader. */
export interface KubernetesReader {
  readonly recorded: boolean;
  cluster(): Promise<string>;
  /** Never throws but for an abort: a failure is the listing's status. */
  list<K extends KnownKind>(kind: K, query: ListQuery, signal: AbortSignal): Promise<Listing<Kinds[K]>>;
  list(kind: string, query: ListQuery, signal: AbortSignal): Promise<Listing>;
  /** Kinds served beyond the built-in ones that sitrep reads: meshes and gateways. */
  extensions(signal: AbortSignal): Promise<string[]>;
  /** `undefined` when there is no such log. */
  logs(query: LogQuery, signal: AbortSignal): Promise<LogStream | undefined>;
  /** Version of the server, and who we are to it. */
  identity(signal: AbortSignal): Promise<{ version: string; user: string; mayWrite: string[] }>;
}
