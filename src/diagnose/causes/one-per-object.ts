import type { Severity } from "../../core/finding.ts";
import { keyOf } from "../../core/object.ts";
import type { Draft } from "../rule.ts";

/** More of the same kind says nothing new: a quota that refuses fifty workloads is shown by a few. */
const MAX_EVIDENCE = 8;
const WORST: readonly Severity[] = ["critical", "warning", "info"];

/** A rule that meets the same object more than once says it once: the first draft that does harm, with what the others affect and show. */
export function onePerObject(drafts: readonly Draft[]): Draft[] {
  const harmFirst = drafts.toSorted((a, b) => Number(a.tier === "noticed") - Number(b.tier === "noticed"));
  return [...Map.groupBy(harmFirst, ({ object }) => keyOf(object)).values()].map((same) => same.reduce(joined));
}

function joined(a: Draft, b: Draft): Draft {
  const [first, ...more] = a.evidence;
  const since = [a.since, b.since].filter((time) => typeof time === "string").sort()[0] ?? null;
  const severity = WORST.find((item) => item === a.severity || item === b.severity);
  return {
    ...a,
    since,
    affects: [...(a.affects ?? []), ...(b.affects ?? [])],
    evidence: [first, ...[...more, ...b.evidence].slice(0, MAX_EVIDENCE - 1)],
    // A draft without a severity has its rule's, which is the worst that the rule knows.
    ...(a.severity && b.severity && severity ? { severity } : {}),
  };
}
