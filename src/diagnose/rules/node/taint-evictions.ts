import type { Node } from "../../../core/kubernetes/node.ts";
import { keyOf } from "../../../core/object.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";

/** Pods that the taint manager removed, of workloads that have fewer than they want since. */
export function taintEvictions(situation: Situation, { metadata }: Node) {
  return situation.events.all
    .filter(({ reason, object }) => reason === "TaintManagerEviction" && object.kind === "Pod")
    .flatMap((event) => {
      const owner = situation.workloads.find(
        ({ allPods, ref }) =>
          ref.namespace === event.object.namespace &&
          (allPods.some((pod) => keyOf(refOf(pod)) === keyOf(event.object)) ||
            event.object.name.startsWith(`${ref.name}-`)),
      );
      const placed = owner?.pods.filter(({ spec }) => spec?.nodeName && spec.nodeName !== metadata.name).length ?? 0;
      return owner && placed < (owner.desired ?? 1) ? [{ event, owner }] : [];
    });
}
