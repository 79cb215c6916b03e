import type { Pod } from "../../core/kubernetes/pod.ts";

/** What tells pods of one revision of a workload from those of another: equal for pods of the same template. */
export function revisionOf({ metadata }: Pod): string {
  const set = metadata.ownerReferences?.find(({ kind }) => kind === "ReplicaSet");
  return set?.name ?? metadata.labels?.["controller-revision-hash"] ?? metadata.labels?.["pod-template-hash"] ?? "";
}

/** The other pods of the same revision. */
export function siblingsOf(pod: Pod, pods: readonly Pod[]): Pod[] {
  return pods.filter((item) => item !== pod && revisionOf(item) === revisionOf(pod));
}

/** Do all that fail belong to one revision, and all that work to others? Then it is the revision's trouble. */
export function sharesRevision(failing: readonly Pod[], working: readonly Pod[]): boolean {
  const revisions = new Set(failing.map(revisionOf));
  return revisions.size === 1 && working.length > 0 && working.every((pod) => !revisions.has(revisionOf(pod)));
}
