import type { Pod, PodAffinityTerm } from "../../../core/kubernetes/pod.ts";
import { matches } from "../../situation/selector.ts";

/** Terms that can be judged by labels alone: other namespaces and per-revision labels are left to the scheduler. */
export function judgeable(terms: readonly PodAffinityTerm[] | undefined): PodAffinityTerm[] {
  return (terms ?? []).filter(({ namespaceSelector, matchLabelKeys }) => !namespaceSelector && !matchLabelKeys);
}

/** Is `other` one of the pods that this term of `owner` speaks of? */
export function concerns({ namespaces, labelSelector }: PodAffinityTerm, owner: Pod, other: Pod): boolean {
  const inside = namespaces?.length ? namespaces : [owner.metadata.namespace ?? ""];
  return inside.includes(other.metadata.namespace ?? "") && matches(labelSelector, other.metadata.labels);
}

/** The pods that a term speaks of, for people: `app=ledger, tier In (db)`. */
export function selectorText({ labelSelector }: PodAffinityTerm): string {
  const equal = Object.entries(labelSelector?.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`);
  const other = (labelSelector?.matchExpressions ?? []).map(
    ({ key, operator, values }) => `${key} ${operator}${values ? ` (${values.join(", ")})` : ""}`,
  );
  return [...equal, ...other].join(", ");
}
