import { push } from "../../core/push.ts";
import { byName, type Candidate, isDependent } from "./candidate.ts";
import { sureness } from "./weight.ts";

/** Independent causes first, then effects from the deepest dependency up, then symptoms likewise. */
export function inOrder(candidates: readonly Candidate[]): Candidate[] {
  const upstream = upstreamOf(candidates);
  const depth = new Map(candidates.map((item) => [item, upstream(item)]));
  // What should have made a missing thing may only be late, which is a symptom: it comes before what waits for it.
  const isLast = ({ rule, draft }: Candidate) => rule.role === "symptom" || draft.awaits !== undefined;
  const rank = (item: Candidate) => (isLast(item) ? 2 : isDependent(item) ? 1 : 0);
  return candidates.toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      (depth.get(a) ?? 0) - (depth.get(b) ?? 0) ||
      b.rule.specificity - a.rule.specificity ||
      sureness(b) - sureness(a) ||
      byName(a, b),
  );
}

/** A place in the graph with effects, and how many they are. */
interface Place {
  key: string;
  effects: number;
}

/** How many effects elsewhere reach this one and are not reached by it. Counted by place: there are several at most. */
function upstreamOf(candidates: readonly Candidate[]): (item: Candidate) => number {
  const places = Map.groupBy(candidates.filter(isDependent), ({ reach }) => reach);
  const above = new Map<string, Place[]>();
  for (const [reach, items] of places)
    for (const [key, steps] of reach)
      if (steps > 0) push(above, key, { key: items[0]?.key ?? "", effects: items.length });
  const known = new Map<Candidate["reach"], number>();
  return ({ key, reach }) => {
    const count =
      known.get(reach) ??
      (above.get(key) ?? []).filter((place) => !reach.has(place.key)).reduce((sum, { effects }) => sum + effects, 0);
    known.set(reach, count);
    return count;
  };
}
