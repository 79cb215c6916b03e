import type { KubeObject } from "../../../core/kubernetes/meta.ts";
import { isInTrouble } from "../../../core/kubernetes/node.ts";
import type { Pod } from "../../../core/kubernetes/pod.ts";
import { type Asked, objectsOf, type Want } from "./want.ts";

const MAX_NODES = 3;
/** Room on the nodes is computed from all pods on them; of a larger cluster the scheduler's own counts must do. */
const MAX_PODS = 5_000;
const NOT_FINISHED = "status.phase!=Succeeded,status.phase!=Failed";

/**
 * Pods of others that matter to those of the target: everything that is bound to a node when one of them finds no place,
 * and what shares a node in trouble with them.
 */
export function neighbours(asked: readonly Asked[], namespaces: readonly string[]): Want[] {
  const pods = objectsOf(asked, "Pod")
    .filter(isPod)
    .filter(({ metadata }) => namespaces.includes(metadata.namespace ?? ""));
  if (pods.some(isUnschedulable))
    return [{ kind: "Pod", fieldSelector: `spec.nodeName!=,${NOT_FINISHED}`, max: MAX_PODS, needed: false }];
  const used = new Set(pods.map(({ spec }) => spec?.nodeName));
  const troubled = objectsOf(asked, "Node").filter((node) => used.has(node.metadata.name) && isInTrouble(node));
  return troubled
    .slice(0, MAX_NODES)
    .map(({ metadata }) => ({ kind: "Pod", fieldSelector: `spec.nodeName=${metadata.name}`, needed: false }));
}

export function isPod(object: KubeObject): object is Pod {
  return object.kind === "Pod";
}

function isUnschedulable({ spec, status }: Pod): boolean {
  const refused = status?.conditions?.some(({ type, status }) => type === "PodScheduled" && status === "False");
  return spec?.nodeName === undefined && refused === true;
}
