import type { Node } from "../../../core/kubernetes/node.ts";
import type { Pod } from "../../../core/kubernetes/pod.ts";
import type { Situation } from "../../situation/situation.ts";
import { meetsTerms } from "./node-terms.ts";
import { placementOf } from "./placement.ts";
import { affinityCheck } from "./pod-affinity.ts";
import type { Lack, Requirement } from "./requirement.ts";
import { lacking } from "./room.ts";
import { isCondition, isCordon, taintText, untolerated } from "./taints.ts";
import { spreadCheck } from "./topology-spread.ts";
import { volumePlaces } from "./volume-places.ts";

/** A node, and everything that it lacks for a pod. Empty: nothing that was seen is in the way. */
export interface NodeFit {
  node: Node;
  lacks: ReadonlyMap<Requirement, string>;
  /** The topology label without which it counts for no spread constraint of the pod. */
  unlabelled?: string | undefined;
}

/** The pod tried on every node, as the scheduler's plugins would. What was not seen is taken to fit. */
export function fitNodes(situation: Situation, pod: Pod): NodeFit[] {
  const nodes = situation.all("Node");
  const placement = placementOf(situation);
  const affinity = affinityCheck(pod, placement);
  const spread = spreadCheck(pod, nodes, placement);
  const places = volumePlaces(situation, pod);
  return nodes.map((node) => {
    const uneven = spread(node);
    const lacks = new Map<Requirement, string>([
      ...gates(pod, node),
      ...labelLacks(pod, node),
      ...lacking(pod, node, placement),
      ...lack("volume-node-affinity", places(node)),
      ...lack("topology-spread", uneven?.text),
      ...lack("pod-affinity", affinity.affinity(node)),
      ...lack("pod-anti-affinity", affinity.antiAffinity(node)),
    ]);
    return { node, lacks, unlabelled: uneven?.unlabelled };
  });
}

function lack(requirement: Requirement, text: string | undefined): Lack[] {
  return text ? [[requirement, text]] : [];
}

function gates({ spec }: Pod, node: Node): Lack[] {
  const taints = untolerated(spec, node);
  const text = (some: typeof taints) => (some.length > 0 ? `has taint ${some.map(taintText).join(", ")}` : undefined);
  return [
    ...lack("cordoned", isShut(spec, node) ? "is cordoned" : undefined),
    ...lack("node-unhealthy", text(taints.filter(isCondition))),
    ...lack("taint", text(taints.filter((taint) => !isCondition(taint) && !isCordon(taint)))),
  ];
}

/** Cordoned, and the pod is not one of those (of DaemonSets) that do not mind. */
function isShut(spec: Pod["spec"], node: Node): boolean {
  const taints = [{ key: "node.kubernetes.io/unschedulable", effect: "NoSchedule" }];
  return node.spec?.unschedulable === true && untolerated(spec, { ...node, spec: { taints } }).length > 0;
}

/** What the pod asks of a node's labels and the node does not have. */
export function labelLacks({ spec }: Pod, node: Node): Lack[] {
  const has: Record<string, string> = { "kubernetes.io/hostname": node.metadata.name, ...node.metadata.labels };
  const other = Object.entries(spec?.nodeSelector ?? {})
    .filter(([key, value]) => has[key] !== value)
    .map(([key]) => (has[key] === undefined ? `has no label ${key}` : `has ${key}=${has[key]}`));
  const terms = spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  return [
    ...lack("node-selector", other.join(", ")),
    ...lack("node-affinity", meetsTerms(terms, node) ? undefined : "does not meet the node affinity"),
  ];
}
