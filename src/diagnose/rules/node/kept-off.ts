import type { Node } from "../../../core/kubernetes/node.ts";
import type { ObjectRef } from "../../../core/object.ts";
import type { Situation } from "../../situation/situation.ts";
import { untolerated } from "../scheduling/taints.ts";
import { unschedulable } from "../scheduling/unschedulable.ts";

/** Workloads with pods that wait for a node and that this one, cordoned or tainted, does not take. */
export function workloadsKeptOff(situation: Situation, node: Node): ObjectRef[] {
  return unschedulable(situation)
    .filter(({ pod, requirement }) =>
      requirement === "cordoned" ? node.spec?.unschedulable === true : untolerated(pod.spec, node).length > 0,
    )
    .map(({ workload }) => workload.ref);
}
