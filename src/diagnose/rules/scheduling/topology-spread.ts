import type { Node } from "../../../core/kubernetes/node.ts";
import type { Pod, PodSpec } from "../../../core/kubernetes/pod.ts";
import { matches } from "../../situation/selector.ts";
import { meetsTerms } from "./node-terms.ts";
import { domainOf, type Placement } from "./placement.ts";
import { untolerated } from "./taints.ts";

type Constraint = NonNullable<PodSpec["topologySpreadConstraints"]>[number];

/** What a spread constraint finds on a node. */
export interface SpreadLack {
  text: string;
  /** The topology label that the node does not have. */
  unlabelled?: string;
}

/** For each node what the pod's hard spread constraints find there; `undefined` where the pod may go. */
export function spreadCheck(
  pod: Pod,
  nodes: readonly Node[],
  placement: Placement,
): (node: Node) => SpreadLack | undefined {
  const hard = (pod.spec?.topologySpreadConstraints ?? []).filter(
    ({ whenUnsatisfiable, matchLabelKeys }) => whenUnsatisfiable === "DoNotSchedule" && !matchLabelKeys,
  );
  const checks = hard.map((constraint) => constraintCheck(constraint, pod, nodes, placement));
  return (node) => checks.map((check) => check(node)).find((lack) => lack !== undefined);
}

/** Skew: pods in the node's domain with this one, less those in the emptiest domain (PodTopologySpread plugin). */
function constraintCheck(constraint: Constraint, pod: Pod, nodes: readonly Node[], placement: Placement) {
  const { topologyKey, maxSkew, minDomains = 0 } = constraint;
  const counts = new Map<string, number>();
  for (const node of nodes.filter((item) => counted(constraint, pod, item))) {
    const domain = domainOf(node, topologyKey);
    if (domain === undefined) continue;
    const here = placement.on(node.metadata.name).filter((other) => isAlike(constraint, pod, other)).length;
    counts.set(domain, (counts.get(domain) ?? 0) + here);
  }
  const fewest = counts.size < minDomains ? 0 : Math.min(...counts.values(), Infinity);
  const self = matches(constraint.labelSelector, pod.metadata.labels) ? 1 : 0;
  return (node: Node): SpreadLack | undefined => {
    const domain = domainOf(node, topologyKey);
    if (domain === undefined) return { text: `has no label ${topologyKey}`, unlabelled: topologyKey };
    const skew = (counts.get(domain) ?? 0) + self - fewest;
    return skew > maxSkew
      ? { text: `${topologyKey} ${domain} has ${counts.get(domain) ?? 0} of its pods, another ${fewest}` }
      : undefined;
  };
}

function counted({ nodeAffinityPolicy, nodeTaintsPolicy }: Constraint, { spec }: Pod, node: Node): boolean {
  if (nodeTaintsPolicy === "Honor" && untolerated(spec, node).length > 0) return false;
  if (nodeAffinityPolicy === "Ignore") return true;
  const terms = spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  const selector = Object.entries(spec?.nodeSelector ?? {});
  return meetsTerms(terms, node) && selector.every(([key, value]) => node.metadata.labels?.[key] === value);
}

function isAlike({ labelSelector }: Constraint, { metadata }: Pod, other: Pod): boolean {
  return (
    other.metadata.namespace === metadata.namespace &&
    !other.metadata.deletionTimestamp &&
    matches(labelSelector, other.metadata.labels)
  );
}
