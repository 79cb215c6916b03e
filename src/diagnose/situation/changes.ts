import type { KubeObject } from "../../core/kubernetes/meta.ts";
import { type Revision, revisionOf } from "../../core/kubernetes/revision.ts";
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
  /** The two objects that keep the templates, the older first: ReplicaSets or ControllerRevisions. */
  kept: readonly [string, string];
  /** When it began, ms since the epoch; `undefined` when an older ReplicaSet was taken into use again. */
  at: number | undefined;
  cause: string | undefined;
  differences: readonly Difference[];
}

/** Rollouts by workload key, the newest first. History is what the cluster keeps: ReplicaSets and ControllerRevisions. */
export function rolloutsIn(index: ObjectIndex): Map<string, Rollout[]> {
  const history = [
    ...index.all("ReplicaSet").map((set) => ownedRevision(set, "Deployment")),
    ...index.other("ControllerRevision").map((item) => ownedRevision(item)),
  ].filter((item) => item !== undefined);
  const byOwner = Map.groupBy(history, ({ owner }) => keyOf(owner));
  return new Map([...byOwner].map(([key, items]) => [key, rollouts(items)]));
}

interface Owned {
  owner: ObjectRef;
  name: string;
  revision: Revision;
}

function ownedRevision(object: KubeObject, kind?: string): Owned | undefined {
  const revision = revisionOf(object);
  const owner = object.metadata.ownerReferences?.find((item) => kind === undefined || item.kind === kind);
  if (!owner || !revision) return undefined;
  const { namespace } = refOf(object);
  return {
    owner: { apiVersion: owner.apiVersion ?? "apps/v1", kind: owner.kind, namespace, name: owner.name },
    name: object.metadata.name,
    revision,
  };
}

function rollouts(items: readonly Owned[]): Rollout[] {
  const sorted = items.toSorted((a, b) => a.revision.number - b.revision.number);
  return sorted
    .slice(1)
    .map(({ owner, name, revision }, i) => {
      const { name: older = name, revision: before } = sorted[i] ?? {};
      return {
        object: owner,
        revision: revision.number,
        previous: before?.number ?? revision.number - 1,
        kept: [older, name] as const,
        at: revision.reused ? undefined : timeOf(revision.created),
        cause: revision.cause,
        differences: templateDiff(before?.template, revision.template),
      };
    })
    .reverse();
}
