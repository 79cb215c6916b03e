import { keyOf } from "../../core/object.ts";
import { timeOf } from "../../core/time.ts";
import type { Draft, Rule } from "../rule.ts";
import type { Situation } from "../situation/situation.ts";

/** What a rule drafted, with what its object's trouble reaches. */
export interface Candidate {
  rule: Rule;
  draft: Draft;
  /** Of its object. */
  key: string;
  /** When it began, ms since the epoch. */
  began: number | undefined;
  /** What suffers from it: key → number of steps. */
  reach: ReadonlyMap<string, number>;
}

export function candidate(rule: Rule, draft: Draft, { graph }: Situation): Candidate {
  const own = graph.reach(draft.object);
  const reach = (draft.affects ?? []).reduce((all, affected) => joined(all, graph.reach(affected)), own);
  return { rule, draft, key: keyOf(draft.object), began: timeOf(draft.since), reach };
}

/** Both reaches; the second begins this many steps on. */
export function joined(
  a: ReadonlyMap<string, number>,
  b: ReadonlyMap<string, number>,
  steps = 0,
): ReadonlyMap<string, number> {
  if (a === b) return a;
  const both = new Map(a);
  for (const [key, more] of b) both.set(key, Math.min(steps + more, both.get(key) ?? Number.POSITIVE_INFINITY));
  return both;
}

const NEVER = Number.POSITIVE_INFINITY;

/** Steps from the cause to the effect's object; infinite when its trouble does not get there. */
export function distance(cause: Candidate, effect: Candidate): number {
  const { restsOn } = effect.draft;
  const through = restsOn && cause.reach.get(keyOf(restsOn));
  return Math.min(cause.reach.get(effect.key) ?? NEVER, through === undefined ? NEVER : through + 1);
}

/** Symptoms, and causes that are often only effects. */
export function isDependent({ rule, draft }: Candidate): boolean {
  return (
    rule.role === "symptom" || rule.dependent === true || draft.awaits !== undefined || draft.restsOn !== undefined
  );
}

/** It says that a part does not serve others, and not why. */
export function isOutage({ rule, draft }: Candidate): boolean {
  return draft.outage ?? rule.outage ?? false;
}

export function byName(a: Candidate, b: Candidate): number {
  return a.key.localeCompare(b.key) || a.rule.code.localeCompare(b.rule.code);
}
