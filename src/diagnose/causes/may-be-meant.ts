import type { Target } from "../../core/target.ts";
import type { Candidate } from "./candidate.ts";
import { isAsked } from "./relevance.ts";

/** Who asks about an object that may be meant so misses it. */
export function unlessMeant(item: Candidate, targets: readonly Target[]): Candidate {
  const { draft } = item;
  if (!draft.maybeMeant) return item;
  return isAsked(draft.object, targets)
    ? { ...item, draft: { ...draft, tier: "harm" } }
    : { ...item, draft: { ...draft, tier: "noticed", severity: "info" } };
}
