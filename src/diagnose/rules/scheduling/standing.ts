import type { Node } from "../../../core/kubernetes/node.ts";
import type { Pod } from "../../../core/kubernetes/pod.ts";
import { duration, timeOf } from "../../../core/time.ts";
import type { Situation } from "../../situation/situation.ts";
import { cordonedAt } from "./cordoned-at.ts";
import type { NodeFit } from "./node-fit.ts";
import { isControlPlane, isVirtual } from "./taints.ts";

/** A node that has been out of bounds for long: context of the trouble and not its cause. */
export interface Standing {
  fit: NodeFit;
  why: string;
}

/**
 * The nodes that were no choice before the trouble either: those of the control plane, virtual ones, and those cordoned since
 * before it, while pods were placed elsewhere. When nobody says when a node was cordoned, the absence of ordinary pods on it
 * tells, where other nodes have some. Empty when every node is such a one: then what shuts them is the cause.
 */
export function standingAmong(fits: readonly NodeFit[], situation: Situation, since: string | null): Standing[] {
  const standing = fits.flatMap((fit) => {
    const why = whyStanding(fit, fits, situation, since);
    return why === undefined ? [] : [{ fit, why }];
  });
  return standing.length < fits.length ? standing : [];
}

function whyStanding(
  { node, lacks }: NodeFit,
  fits: readonly NodeFit[],
  situation: Situation,
  since: string | null,
): string | undefined {
  const shut = lacks.has("cordoned") || lacks.has("taint");
  if (!shut) return undefined;
  if (isControlPlaneNode(node)) return "belongs to the control plane";
  if (node.spec?.taints?.some(isVirtual)) return "is a virtual node";
  return lacks.has("cordoned") ? whyCordoned(node, fits, situation, since) : undefined;
}

function whyCordoned(
  node: Node,
  fits: readonly NodeFit[],
  situation: Situation,
  since: string | null,
): string | undefined {
  const others = fits.filter((fit) => fit.node !== node && !fit.lacks.has("cordoned"));
  const at = cordonedAt(node, situation);
  const began = timeOf(since) ?? situation.now;
  if (at === undefined) {
    const used = others.some((other) => ordinary(situation, other.node).length > 0);
    return used && ordinary(situation, node).length === 0 ? "is cordoned and has run no ordinary pod" : undefined;
  }
  const placed = others.flatMap((other) => ordinary(situation, other.node)).filter((pod) => isBetween(pod, at, began));
  if (placed.length === 0) return undefined;
  const stood = `has been cordoned for ${duration(situation.now - at)}, since ${new Date(at).toISOString()}`;
  return `${stood}; ${placed.length} pods were placed elsewhere after that`;
}

function isBetween({ status }: Pod, from: number, to: number): boolean {
  const started = timeOf(status?.startTime);
  return started !== undefined && started > from && started < to;
}

/** Pods that a scheduler placed for somebody: not those of DaemonSets, and not the node's own. */
function ordinary(situation: Situation, { metadata }: Node): Pod[] {
  return situation.podsOn(metadata.name).filter((pod) => !["DaemonSet", "Node"].includes(ownerKind(pod)));
}

function ownerKind({ metadata }: Pod): string {
  return metadata.ownerReferences?.find(({ controller }) => controller)?.kind ?? "";
}

function isControlPlaneNode({ metadata, spec }: Node): boolean {
  const labels = metadata.labels ?? {};
  return (
    (spec?.taints ?? []).some(isControlPlane) ||
    Object.keys(labels).some((key) => isControlPlane({ key })) ||
    ["master", "control-plane"].includes(labels["kubernetes.io/role"] ?? "")
  );
}
