import type { Role } from "../../core/kubernetes/access.ts";
import type { LabelSelector } from "../../core/kubernetes/meta.ts";
import { matches } from "../situation/selector.ts";
import type { Situation } from "../situation/situation.ts";

/** ClusterRoles whose rules this one takes over, by their labels. */
export function aggregated(role: Role, situation: Situation): Role[] {
  const selectors = selectorsOf(role);
  return selectors.length === 0
    ? []
    : situation
        .all("ClusterRole")
        .filter((other) => other !== role && selectors.some((selector) => matches(selector, other.metadata.labels)));
}

/** The labels that would make this ClusterRole a part of the aggregated one. */
export function labelsFor(role: Role): Record<string, string> {
  return selectorsOf(role)[0]?.matchLabels ?? {};
}

function selectorsOf({ aggregationRule }: Role): readonly LabelSelector[] {
  return aggregationRule?.clusterRoleSelectors ?? [];
}
