import type { NodeFit } from "./node-fit.ts";
import { GATES, NEIGHBOURS, type Requirement, stageOf, WISHES } from "./requirement.ts";

/** The requirement that keeps a pod off every node, and the nodes that it would have if it were not for that. */
export interface Decision {
  requirement: Requirement;
  fits: readonly NodeFit[];
}

/**
 * Nodes usually fail for different reasons. Circles, each inside the one before: nodes that meet what the pod itself asks
 * for (labels, its volumes' place); that are open to it (not cordoned, ill or reserved); where it may run beside what runs
 * there; that have room. The first empty one decides; but a node that has all the rest and is only shut for a time comes
 * before what is wrong with open nodes. Nodes that were no choice before the trouble are to be left out by the caller.
 * `undefined` when some node seems to fit: then only the scheduler knows.
 */
export function decide(candidates: readonly NodeFit[]): Decision | undefined {
  const meant = candidates.filter(({ lacks }) => none(lacks, WISHES));
  if (meant.length === 0) return among(candidates, WISHES);
  const shut = meant.filter(({ lacks }) => lacks.size > 0 && [...lacks.keys()].every(isTemporary));
  if (shut.length > 0) return among(shut, GATES);
  const open = meant.filter(({ lacks }) => none(lacks, GATES));
  if (open.length === 0) return among(meant, GATES);
  const beside = open.filter(({ lacks }) => none(lacks, NEIGHBOURS));
  if (beside.length === 0) return among(open, NEIGHBOURS);
  return beside.every(({ lacks }) => lacks.size > 0) ? among(beside) : undefined;
}

/** A cordon ends and an ill node gets well; a taint that a person set is there to stay. */
function isTemporary(requirement: Requirement): boolean {
  return requirement === "cordoned" || requirement === "node-unhealthy";
}

function none(lacks: NodeFit["lacks"], requirements: ReadonlySet<Requirement>): boolean {
  return ![...lacks.keys()].some((requirement) => requirements.has(requirement));
}

/**
 * Of these requirements the one whose removal would free most nodes; of equal ones that which most nodes lack, then the
 * last the scheduler looks at.
 */
function among(fits: readonly NodeFit[], requirements?: ReadonlySet<Requirement>): Decision | undefined {
  const relevant = fits.map(({ lacks }) => [...lacks.keys()].filter((item) => requirements?.has(item) ?? true));
  const all = [...new Set(relevant.flat())];
  const alone = (item: Requirement) => relevant.filter((lacks) => lacks.length === 1 && lacks[0] === item).length;
  const lacking = (item: Requirement) => relevant.filter((lacks) => lacks.includes(item)).length;
  const [requirement] = all.sort(
    (a, b) => alone(b) - alone(a) || lacking(b) - lacking(a) || stageOf(b) - stageOf(a) || a.localeCompare(b),
  );
  return requirement && { requirement, fits: fits.filter(({ lacks }) => lacks.has(requirement)) };
}

/**
 * Do the nodes as they are explain what the scheduler said? It names the first stage that each node fails. Nodes may have
 * changed since it spoke, and some of what it knows was not seen.
 */
export function agrees(fits: readonly NodeFit[], told: ReadonlyMap<Requirement, number>): boolean {
  const stages = new Set([...told.keys()].map(stageOf));
  return fits.every(({ lacks }) => lacks.size === 0 || stages.has(Math.min(...[...lacks.keys()].map(stageOf))));
}
