import { push } from "../../core/push.ts";
import { byName, type Candidate, isDependent, isOutage } from "./candidate.ts";
import { sureness } from "./weight.ts";

/** Independent causes first, then effects from the deepest dependency up, then symptoms likewise. */
export function inOrder(candidates: readonly Candidate[]): Candidate[] {
  const upstream = upstreamOf(candidates);
  const depth = depthsOf(candidates, upstream);
  // What should have made a missing thing may only be late, which is a symptom: it comes before what waits for it.
  const isLast = ({ rule, draft }: Candidate) => rule.role === "symptom" || draft.awaits !== undefined;
  const rank = (item: Candidate) => (isLast(item) ? 2 : isDependent(item) ? 1 : 0);
  return candidates.toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      (depth.get(a) ?? 0) - (depth.get(b) ?? 0) ||
      outage(a) - outage(b) ||
      b.rule.specificity - a.rule.specificity ||
      sureness(b) - sureness(a) ||
      byName(a, b),
  );
}

/** What keeps a part from running comes before that it does not serve, however far the latter reaches. */
function depthsOf(candidates: readonly Candidate[], upstream: (item: Candidate) => number): Map<Candidate, number> {
  const depth = new Map(candidates.map((item) => [item, upstream(item)]));
  for (const { key } of candidates.filter(isOutage)) {
    const same = candidates.filter((item) => item.key === key);
    const least = Math.min(...same.map((item) => depth.get(item) ?? 0));
    for (const item of same) depth.set(item, least);
  }
  return depth;
}

function outage(item: Candidate): number {
  return Number(isOutage(item));
}

/** A place in the graph with effects, and how many they are. */
interface Place {
  key: string;
  reach: Candidate["reach"];
  effects: number;
}

/**
 * How many effects elsewhere reach this one and are not reached by it, and how many those that they lie below: what an effect
 * affects without lying in its way comes after it all the same. Counted by place: there are several effects at most.
 */
function upstreamOf(candidates: readonly Candidate[]): (item: Candidate) => number {
  const places = Map.groupBy(candidates.filter(isDependent), ({ reach }) => reach);
  const above = new Map<string, Place[]>();
  for (const [reach, [first, ...others]] of places)
    for (const key of reach.keys())
      if (first && key !== first.key) push(above, key, { key: first.key, reach, effects: 1 + others.length });
  const known = new Map<Candidate["reach"], number>();
  const depthOf = ({ key, reach }: Pick<Candidate, "key" | "reach">): number => {
    const before = known.get(reach);
    if (before !== undefined) return before;
    known.set(reach, 0); // of places that lie above each other, by way of others, none is deeper
    const upstream = (above.get(key) ?? []).filter((place) => !reach.has(place.key));
    const own = upstream.reduce((sum, { effects }) => sum + effects, 0);
    const depth = own + upstream.reduce((most, place) => Math.max(most, depthOf(place)), 0);
    known.set(reach, depth);
    return depth;
  };
  return depthOf;
}
