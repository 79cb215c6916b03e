import type { Node } from "../../../core/kubernetes/node.ts";
import type { Pod, PodAffinityTerm } from "../../../core/kubernetes/pod.ts";
import { once } from "../../../core/once.ts";
import type { Situation } from "../../situation/situation.ts";
import { requested } from "./requests.ts";

/** Which pods take room where, as far as they were seen: with pods of one namespace only, nodes seem emptier than they are. */
export interface Placement {
  /** Pods on a node that still hold what they requested. */
  on(node: string): readonly Pod[];
  used(node: string, resource: string): number;
  nodeOf(pod: Pod): Node | undefined;
  all: readonly Pod[];
  /** Pods that keep others away from where they are. */
  exclusive: readonly { pod: Pod; terms: readonly PodAffinityTerm[] }[];
}

export const placementOf = once(place);

function place(situation: Situation): Placement {
  const all = situation
    .all("Pod")
    .filter(({ spec, status }) => spec?.nodeName && status?.phase !== "Succeeded" && status?.phase !== "Failed");
  const byNode = Map.groupBy(all, ({ spec }) => spec?.nodeName ?? "");
  const sums = new Map<string, number>();
  const on = (node: string) => byNode.get(node) ?? [];
  return {
    on,
    all,
    nodeOf: ({ spec }) => situation.find("Node", "", spec?.nodeName ?? ""),
    exclusive: all.flatMap((pod) => {
      const terms = pod.spec?.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
      return terms.length > 0 ? [{ pod, terms }] : [];
    }),
    used(node, resource) {
      const key = `${node} ${resource}`;
      const sum = sums.get(key) ?? on(node).reduce((total, { spec }) => total + requested(spec, resource), 0);
      sums.set(key, sum);
      return sum;
    },
  };
}

/** The value of a topology key on a node: its zone, its host. */
export function domainOf({ metadata }: Node, topologyKey: string): string | undefined {
  return metadata.labels?.[topologyKey] ?? (topologyKey === "kubernetes.io/hostname" ? metadata.name : undefined);
}
