import { keyOf } from "../../core/object.ts";
import { once } from "../../core/once.ts";
import { callsIn } from "../graph/calls.ts";
import { isReady } from "../situation/pod.ts";
import type { Situation } from "../situation/situation.ts";
import type { WorkloadView } from "../situation/workload.ts";

/** A node on which most of the workloads run that are slow or fail by themselves. */
export interface SlowPlace {
  node: string;
  /** Slow, and nothing that they call is. */
  there: readonly WorkloadView[];
  /** Likewise, on other nodes; each calls something there or is called from there. */
  across: readonly WorkloadView[];
  /** All that run there, and those elsewhere that do not suffer. */
  of: number;
  sparedElsewhere: number;
}

/** One that is slow by itself has a reason of its own; so many without a call between them share one. */
const MIN_THERE = 2;
const MIN_SPARED = 2;

/**
 * A slow service makes its callers slow: of those that suffer, the ones count that call none of the others. Where several
 * of them have no call between them and run on one node, its network or CPU is nearer than one fault in each.
 */
export function slowPlace(situation: Situation, suffering: ReadonlySet<WorkloadView>): SlowPlace | undefined {
  const deepest = [...suffering].filter((workload) => !waitsForOne(situation, workload, suffering));
  const byNode = Map.groupBy(deepest, nodeOf);
  const [most, second] = [...byNode].filter(([node]) => node !== "").sort(([, a], [, b]) => b.length - a.length);
  if (!most || most[1].length < MIN_THERE || most[1].length === second?.[1].length) return undefined;
  const [node, there] = most;
  const across = deepest.filter((workload) => nodeOf(workload) !== node);
  const onNode = neighbours(situation)
    .get(node)
    ?.intersection(new Set(across.map(({ ref }) => keyOf(ref))));
  const placed = situation.workloads.filter((workload) => nodeOf(workload) !== "");
  const spared = placed.filter((workload) => nodeOf(workload) !== node && !suffering.has(workload));
  if (spared.length < MIN_SPARED || across.some(({ ref }) => !onNode?.has(keyOf(ref)))) return undefined;
  const of = placed.filter((workload) => nodeOf(workload) === node).length;
  return { node, there, across, of, sparedElsewhere: spared.length };
}

function waitsForOne({ graph }: Situation, { ref }: WorkloadView, others: ReadonlySet<WorkloadView>): boolean {
  return [...others].some((other) => other.ref !== ref && graph.reach(other.ref).has(keyOf(ref)));
}

/** The one node of its pods that are ready; empty when they are on several. */
function nodeOf({ pods }: WorkloadView): string {
  const nodes = new Set(pods.filter(isReady).map(({ spec }) => spec?.nodeName ?? ""));
  const [only = ""] = nodes;
  return nodes.size === 1 ? only : "";
}

/** For each node the workloads, wherever they run, that call something there or are called from there. */
const neighbours = once((situation: Situation): ReadonlyMap<string, Set<string>> => {
  const found = new Map<string, Set<string>>();
  const add = (node: string, { ref }: WorkloadView) => found.set(node, (found.get(node) ?? new Set()).add(keyOf(ref)));
  for (const { caller, callee } of callsIn(situation)) {
    add(nodeOf(caller), callee);
    add(nodeOf(callee), caller);
  }
  return found;
});
