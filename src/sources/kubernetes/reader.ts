import type { Kinds, KnownKind } from "../../core/kubernetes/kinds.ts";
import type { KubeObject } from "../../core/kubernetes/meta.ts";
import type { Missing, Reason } from "../../core/missing.ts";
import type { LogStream } from "../../core/observation.ts";
import type { Resource } from "./kinds.ts";

export interface ListQuery {
  /** All namespaces when absent. */
  namespace?: string | undefined;
  /** One object; a name that is not there is an empty, complete listing. */
  name?: string | undefined;
  labelSelector?: string | undefined;
  fieldSelector?: string | undefined;
  /** Objects at most; 25,000 when absent. */
  max?: number | undefined;
  /** Names, labels and owners are enough. */
  metadataOnly?: boolean | undefined;
}

/**
 * `ok` everything is there · `unserved` the API knows no such kind · `unauthenticated` who we are was not accepted · else why
 * all or some of it is missing; `absent` is what a capture does not hold. Only `ok` and `unserved` make absence a fact.
 */
export type ListStatus = "ok" | "unserved" | "unauthenticated" | Reason;

export interface Listing<T extends KubeObject = KubeObject> {
  items: T[];
  status: ListStatus;
  /** Why it is not `ok`. */
  detail: string;
}

export type ListKind = (kind: string, query: ListQuery, signal: AbortSignal) => Promise<Listing>;

export interface LogQuery {
  namespace: string;
  pod: string;
  container: string;
  previous: boolean;
  /** Lines from the end. */
  tail: number;
  /** Bytes from the start of the run, where the end does not reach back to it. */
  head?: number | undefined;
  sinceSeconds?: number | undefined;
}

/** Pods of one owner that fail for one reason and, as far as the cluster says it, one cause. */
export interface FailingGroup {
  namespace: string;
  /** `Deployment/payments-api`. */
  owner: string;
  /** CrashLoopBackOff, ImagePullBackOff, OOMKilled, NotReady … */
  reason: string;
  message: string;
  restarts: number;
  /** Since when the first of them is not ready, or crashed; RFC 3339. */
  since: string | null;
  pods: string[];
}

export interface FailingPods {
  /** Pods looked at: all that are not finished. */
  total: number;
  /** Those with most pods first. */
  groups: FailingGroup[];
  status: ListStatus;
  detail: string;
}

export interface Identity {
  version: string;
  user: string;
  /** What the credentials allow beyond reading, e.g. `delete pods`. */
  mayWrite: string[];
}

/** A review's question: may we? */
export interface Attributes {
  verb: string;
  resource: string;
  group?: string;
  subresource?: string;
  namespace?: string;
  name?: string;
}

/** A cluster, live or recorded. Objects and lines are redacted and clean when they leave a reader. */
export interface KubernetesReader {
  cluster(): Promise<string>;
  /** A kind by name, or `Kind.group` where two groups have it. Throws only an abort, an unusable kubeconfig and a selector that is none. */
  list<K extends KnownKind>(kind: K, query: ListQuery, signal: AbortSignal): Promise<Listing<Kinds[K]>>;
  list(kind: string, query: ListQuery, signal: AbortSignal): Promise<Listing>;
  /** Every kind that can be listed. Throws a SitrepError when the cluster does not tell, like `identity`, `may` and `schema`. */
  kinds(signal: AbortSignal): Promise<Resource[]>;
  /** Kinds of custom resources in namespaces of which there is at least one, or may be. Throws like `kinds`. */
  inUse(signal: AbortSignal): Promise<Resource[]>;
  /** `undefined` when there is no such log. Throws a SitrepError when it cannot be read. */
  logs(query: LogQuery, signal: AbortSignal): Promise<LogStream | undefined>;
  /** Pods that are not well, and how many there are; the cheapest question about a large cluster. */
  failingPods(namespace: string | undefined, signal: AbortSignal): Promise<FailingPods>;
  identity(signal: AbortSignal): Promise<Identity>;
  /** `undefined` where nobody can be asked: in a recording. */
  may(attributes: Attributes, signal: AbortSignal): Promise<boolean | undefined>;
  /** The OpenAPI v3 document of an API group version, `api/v1` or `apis/apps/v1`; `undefined` in a recording. */
  schema(groupVersion: string, signal: AbortSignal): Promise<unknown>;
  /** The same of these namespaces alone, where it is made from less and not asked less. */
  within?(namespaces: readonly string[]): KubernetesReader;
  /** What a capture holds, when this is one. */
  recording?: Recording;
  close(): void;
}

export interface Recording {
  objects: readonly KubeObject[];
  /** What the capture lacks: what could not be read when it was taken, and what of it cannot be read now. */
  missing: readonly Missing[];
  /** Kinds that may be incomplete, with the reason. */
  unlisted: Record<string, string>;
  /** The logs that are there, of pods that are gone too; the wanted namespaces first, and no other than those of `within`. */
  logs(
    wanted: ReadonlySet<string>,
    signal: AbortSignal,
    within?: readonly string[],
  ): Promise<{ streams: LogStream[]; missing: Missing[] }>;
}
