import type { KubeObject } from "./meta.ts";
import type { Workload } from "./workload.ts";

/** A state of a workload that the cluster keeps, in a ReplicaSet or a ControllerRevision. */
export interface Revision {
  number: number;
  template: unknown;
  /** RFC 3339. */
  created: string | undefined;
  /** An older one that was taken into use again: when, its creation does not tell. */
  reused: boolean;
  /** What somebody wrote down as the reason. */
  cause: string | undefined;
}

const NUMBER = "deployment.kubernetes.io/revision";
const HISTORY = "deployment.kubernetes.io/revision-history";
const CAUSE = "kubernetes.io/change-cause";

/** `undefined` for a ReplicaSet or ControllerRevision without a number: nobody rolls it out. */
export function revisionOf(object: KubeObject): Revision | undefined {
  const { creationTimestamp: created, annotations = {} } = object.metadata;
  const found = object.kind === "ReplicaSet" ? inReplicaSet(object) : inControllerRevision(object);
  if (!found || !Number.isInteger(found.number) || found.number < 1) return undefined;
  return { ...found, created, reused: annotations[HISTORY] !== undefined, cause: annotations[CAUSE] };
}

/** The numbers that a ReplicaSet has had, the latest last: it gets a new one each time that its template is taken into use. */
export function numbersOf({ metadata: { annotations = {} } }: KubeObject): number[] {
  const numbers = [...(annotations[HISTORY]?.split(",") ?? []), annotations[NUMBER]].map(Number);
  return numbers.filter((number) => Number.isInteger(number) && number > 0);
}

function inReplicaSet({ metadata, spec }: Workload) {
  return { number: Number(metadata.annotations?.[NUMBER]), template: spec?.template };
}

function inControllerRevision(object: KubeObject & { revision?: unknown; data?: unknown }) {
  const data = object.data as { spec?: { template?: unknown } } | undefined;
  return typeof object.revision === "number" ? { number: object.revision, template: data?.spec?.template } : undefined;
}
