import type { Step } from "../../../core/finding.ts";
import { shortName } from "../../../core/object.ts";
import { change, look } from "../../rule.ts";
import { requested, resourcesOf } from "./requests.ts";
import { amountText, sizeOf } from "./room.ts";
import type { Unschedulable } from "./unschedulable.ts";

/** A request that no node could meet if it were empty is told apart from nodes that are full. */
export function shortageTitle(stuck: Unschedulable, resource: string): string {
  const { workload, pod, fits } = stuck;
  const wants = requested(pod.spec, resource);
  const asks = `${workload.ref.name} requests ${amountText(resource, wants)} per pod`;
  if (neverFits(stuck, resource)) {
    const largest = Math.max(...fits.map(({ node }) => sizeOf(node, resource)));
    return largest === 0
      ? `${asks}, and no node offers any`
      : `${asks}, more than any node has: the largest that it may use has ${amountText(resource, largest)}`;
  }
  const [first] = fits;
  const best = first ? `; ${first.node.metadata.name} ${[...first.lacks.values()].join(", ")}` : "";
  return `${asks}, and the nodes that it may use are full${best}`;
}

export function shortageNext(stuck: Unschedulable, resource: string): readonly Step[] {
  const { ref } = stuck.workload;
  const lower = change("Lower the request", `kubectl -n ${ref.namespace} edit ${shortName(ref)}`);
  if (neverFits(stuck, resource)) return [lower, look("See what the nodes have", "kubectl describe nodes")];
  return [
    look("See who requests how much", "kubectl describe nodes"),
    change("Free room or add a node; scale down what can wait"),
    lower,
  ];
}

/** Of the other resources that the pod requests the one that the nodes, or else the scheduler, say is short. */
export function scarceResource({ pod, fits, message }: Unschedulable): string {
  const others = resourcesOf(pod.spec).filter((name) => name !== "cpu" && name !== "memory");
  const short = others.find(
    (name) =>
      fits.some(({ node }) => requested(pod.spec, name) > sizeOf(node, name)) ||
      message.includes(`Insufficient ${name}`),
  );
  return short ?? /Insufficient (\S+?)[,.]/.exec(message)?.[1] ?? others[0] ?? "resources";
}

function neverFits({ pod, fits }: Unschedulable, resource: string): boolean {
  return fits.length > 0 && fits.every(({ node }) => requested(pod.spec, resource) > sizeOf(node, resource));
}
