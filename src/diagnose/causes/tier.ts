import type { Tier } from "../../core/finding.ts";
import type { Candidate } from "./candidate.ts";

/** What its rule says of it, until it explains something harmful. */
export function tierOf({ rule, draft, explains = [] }: Candidate & { explains?: readonly Candidate[] }): Tier {
  if ((draft.tier ?? rule.tier) !== "noticed") return "harm";
  return explains.some((effect) => tierOf(effect) === "harm") ? "harm" : "noticed";
}
