import type { Node } from "../../../core/kubernetes/node.ts";
import type { PersistentVolume, PersistentVolumeClaim } from "../../../core/kubernetes/storage.ts";
import { keyOf } from "../../../core/object.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";
import { labelLacks } from "../scheduling/node-fit.ts";
import { meetsTerms, termsText } from "../scheduling/node-terms.ts";
import { claimUsers } from "./claims.ts";
import type { Lack } from "./lacks.ts";

/**
 * A volume that only some nodes can use (a local disk, one of a zone) is of no use to a pod that may run on none of them.
 * Only what pods and volumes ask of a node's labels counts: a node that is full or cordoned is the scheduler's finding.
 */
export function reachFor(
  situation: Situation,
  claim: PersistentVolumeClaim,
): (volume: PersistentVolume) => readonly Lack[] {
  const nodes = situation.lists("Node") ? situation.all("Node") : [];
  const pods = claimUsers(situation).get(keyOf(refOf(claim))) ?? [];
  return (volume) => {
    const terms = volume.spec?.nodeAffinity?.required?.nodeSelectorTerms;
    if (!terms || nodes.length === 0) return [];
    const there = nodes.filter((node) => meetsTerms(terms, node));
    const free = (node: Node) => pods.length === 0 || pods.some((pod) => labelLacks(pod, node).length === 0);
    if (there.some(free)) return [];
    const [pod] = pods;
    const why = there.length === 0 ? "there is no such node" : `${pod?.metadata.name ?? "the pod"} may not run there`;
    const text = `${volume.metadata.name} is only usable where ${termsText(terms)}, and ${why}`;
    return [{ kind: "node", text }];
  };
}
