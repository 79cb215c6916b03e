import type { Node } from "../../../core/kubernetes/node.ts";
import type { Pod, PodAffinityTerm } from "../../../core/kubernetes/pod.ts";
import { concerns, judgeable, selectorText } from "./affinity-term.ts";
import { domainOf, type Placement } from "./placement.ts";

/** Which nodes the pod's affinities, and those of pods that run, leave. Worked out once for a pod. */
export interface AffinityCheck {
  /** What is missing on this node, for people. */
  affinity(node: Node): string | undefined;
  antiAffinity(node: Node): string | undefined;
}

export function affinityCheck(pod: Pod, placement: Placement): AffinityCheck {
  const { podAffinity, podAntiAffinity } = pod.spec?.affinity ?? {};
  const wanted = judgeable(podAffinity?.requiredDuringSchedulingIgnoredDuringExecution).map((term) => ({
    term,
    domains: domainsOf(term, pod, placement),
  }));
  const avoided = judgeable(podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution).map((term) => ({
    term,
    domains: domainsOf(term, pod, placement),
  }));
  const forbidding = excluders(pod, placement);
  return {
    affinity(node) {
      const lacking = wanted.find(
        ({ term, domains }) => !domains.has(domain(node, term)) && !isFirst(term, pod, domains),
      );
      return lacking && `runs no pod with ${selectorText(lacking.term)}`;
    },
    antiAffinity(node) {
      const kept = avoided.find(({ term, domains }) => domains.has(domain(node, term)));
      if (kept) return `runs a pod with ${selectorText(kept.term)} already`;
      const other = forbidding.find(({ term, on }) => on === domain(node, term));
      return other && `pod ${other.name}, which runs there, keeps it away`;
    },
  };
}

function domainsOf(term: PodAffinityTerm, pod: Pod, placement: Placement): Set<string> {
  const places = placement.all
    .filter((other) => concerns(term, pod, other))
    .map((other) => placement.nodeOf(other))
    .flatMap((node) => (node ? [domain(node, term)] : []));
  return new Set(places);
}

function domain(node: Node, { topologyKey }: PodAffinityTerm): string {
  return domainOf(node, topologyKey) ?? "";
}

/** The first of pods that want to be together may go anywhere. */
function isFirst(term: PodAffinityTerm, pod: Pod, domains: ReadonlySet<string>): boolean {
  return domains.size === 0 && concerns(term, pod, pod);
}

function excluders(pod: Pod, placement: Placement) {
  return placement.exclusive.flatMap(({ pod: other, terms }) => {
    const node = placement.nodeOf(other);
    if (!node) return [];
    return judgeable(terms)
      .filter((term) => concerns(term, other, pod))
      .map((term) => ({ term, on: domain(node, term), name: other.metadata.name }));
  });
}
