import type { NodeFit } from "./node-fit.ts";
import { type Requirement, stageOf } from "./requirement.ts";

/**
 * The nodes with what the scheduler says of them and the objects do not show: a pod that was dumped without its affinity, a
 * node that changed since. The message gives a number of nodes for each reason; what is left of these numbers after the nodes
 * whose first failure is known belongs to the nodes where nothing seems to be missing. Only when one reason is left can it be
 * said of which node it is true; else the nodes stay as they are.
 */
export function withTold(fits: readonly NodeFit[], told: ReadonlyMap<Requirement, number>): readonly NodeFit[] {
  const open = fits.filter(({ lacks }) => lacks.size === 0);
  const left = [...told]
    .map(([requirement, nodes]) => [requirement, nodes - fits.filter(isToldOf(requirement)).length] as const)
    .filter(([, nodes]) => nodes > 0);
  const [only] = left;
  if (!only || left.length > 1 || open.length === 0 || only[1] < open.length) return fits;
  const lacks = new Map([[only[0], "refuses the pod for this reason, says the scheduler"]]);
  return fits.map((fit) => (fit.lacks.size === 0 ? { ...fit, lacks } : fit));
}

/** Is this what the scheduler says of the node: one of the reasons at the first stage where it fails? */
function isToldOf(requirement: Requirement): (fit: NodeFit) => boolean {
  return ({ lacks }) => {
    const stage = Math.min(...[...lacks.keys()].map(stageOf));
    return (
      stage === stageOf(requirement) && [...lacks.keys()].some((item) => sameWords(item) === sameWords(requirement))
    );
  };
}

/** The scheduler has one message for both ways to ask for labels. */
function sameWords(requirement: Requirement): Requirement {
  return requirement === "node-selector" ? "node-affinity" : requirement;
}
