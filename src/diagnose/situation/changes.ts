import type { KubeObject } from "../../core/kubernetes/meta.ts";
import type { Workload } from "../../core/kubernetes/workload.ts";
import { keyOf, type ObjectRef } from "../../core/object.ts";
import { type Difference, templateDiff } from "../../core/template-diff.ts";
import { timeOf } from "../../core/time.ts";
import type { ObjectIndex } from "./object-index.ts";
import { refOf } from "./object-index.ts";

/** One revision of a workload becoming the next. */
export interface Rollout {
  object: ObjectRef;
  revision: number;
  previous: number;
  /** When it began, ms since the epoch; `undefined` when an older ReplicaSet was taken into use again. */
  at: number | undefined;
  cause: string | undefined;
  differences: readonly Difference[];
}

interface Revision {
  number: number;
  template: unknown;
  created: number | undefined;
  reused: boolean;
  cause: string | undefined;
}

const REVISION = "deployment.kubernetes.io/revision";

/** Rollouts by workload key, the newest first. History is what the cluster keeps: ReplicaSets and ControllerRevisions. */
export function rolloutsIn(index: ObjectIndex): Map<string, Rollout[]> {
  const history = [
    ...index.all("ReplicaSet").map((set) => ownedRevision(set, "Deployment", fromReplicaSet(set))),
    ...index.other("ControllerRevision").map((item) => ownedRevision(item, undefined, fromControllerRevision(item))),
  ].filter((item) => item !== undefined);
  const byOwner = Map.groupBy(history, ({ owner }) => keyOf(owner));
  return new Map([...byOwner].map(([key, items]) => [key, rollouts(items)]));
}

interface Owned {
  owner: ObjectRef;
  revision: Revision;
}

function ownedRevision(
  object: KubeObject,
  kind: string | undefined,
  revision: Revision | undefined,
): Owned | undefined {
  const owner = object.metadata.ownerReferences?.find((item) => kind === undefined || item.kind === kind);
  if (!owner || !revision) return undefined;
  const { namespace } = refOf(object);
  return {
    owner: { apiVersion: owner.apiVersion ?? "apps/v1", kind: owner.kind, namespace, name: owner.name },
    revision,
  };
}

function fromReplicaSet(set: Workload): Revision | undefined {
  const annotations = set.metadata.annotations ?? {};
  const number = Number(annotations[REVISION]);
  if (!Number.isInteger(number) || number < 1) return undefined;
  return {
    number,
    template: set.spec?.template,
    created: timeOf(set.metadata.creationTimestamp),
    reused: annotations["deployment.kubernetes.io/revision-history"] !== undefined,
    cause: annotations["kubernetes.io/change-cause"],
  };
}

function fromControllerRevision(item: KubeObject): Revision | undefined {
  if (!("revision" in item) || typeof item.revision !== "number" || !("data" in item)) return undefined;
  const data = item.data as { spec?: { template?: unknown } } | undefined;
  const cause = item.metadata.annotations?.["kubernetes.io/change-cause"];
  return {
    number: item.revision,
    template: data?.spec?.template,
    created: timeOf(item.metadata.creationTimestamp),
    reused: false,
    cause,
  };
}

function rollouts(items: readonly Owned[]): Rollout[] {
  const sorted = items.toSorted((a, b) => a.revision.number - b.revision.number);
  return sorted
    .slice(1)
    .map(({ owner, revision }, i) => {
      const before = sorted[i]?.revision;
      return {
        object: owner,
        revision: revision.number,
        previous: before?.number ?? revision.number - 1,
        at: revision.reused ? undefined : revision.created,
        cause: revision.cause,
        differences: templateDiff(before?.template, revision.template),
      };
    })
    .reverse();
}
