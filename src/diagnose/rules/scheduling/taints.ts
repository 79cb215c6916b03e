import type { Node, Taint } from "../../../core/kubernetes/node.ts";
import type { PodSpec, Toleration } from "../../../core/kubernetes/pod.ts";

/** Put on by the cluster itself while something is wrong with the node. */
const CONDITION = /^node\.(?:cloudprovider\.)?kubernetes\.io\//;
/** Set together with spec.unschedulable. */
const CORDON = "node.kubernetes.io/unschedulable";
const CONTROL_PLANE = /^node-role\.kubernetes\.io\/(?:control-plane|master|etcd)$/;

/** The taints of a node that keep a pod away. */
export function untolerated(spec: PodSpec | undefined, node: Node): Taint[] {
  return (node.spec?.taints ?? []).filter(
    (taint) =>
      taint.effect !== "PreferNoSchedule" &&
      !(spec?.tolerations ?? []).some((toleration) => tolerates(toleration, taint)),
  );
}

/** An unknown operator is taken to tolerate: nothing is concluded from what is not understood. */
function tolerates({ key, operator = "Equal", value, effect }: Toleration, taint: Taint): boolean {
  if (effect && effect !== taint.effect) return false;
  if (key === undefined || key === "") return operator === "Exists";
  return key === taint.key && (operator !== "Equal" || (value ?? "") === (taint.value ?? ""));
}

export function isCordon({ key }: Taint): boolean {
  return key === CORDON;
}

/** Does this taint say that the node is not well, rather than whom it is for? */
export function isCondition({ key }: Taint): boolean {
  return CONDITION.test(key) && key !== CORDON;
}

/** Stands for another system (a serverless pool, another cluster), not for a machine. */
export function isVirtual({ key }: Taint): boolean {
  return key === "virtual-kubelet.io/provider";
}

export function isControlPlane({ key }: Pick<Taint, "key">): boolean {
  return CONTROL_PLANE.test(key);
}

export function taintText({ key, value, effect }: Taint): string {
  return `${key}${value ? `=${value}` : ""}:${effect}`;
}
