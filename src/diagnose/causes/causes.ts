import { createHash } from "node:crypto";
import type { Finding, Severity } from "../../core/finding.ts";
import { keyOf } from "../../core/object.ts";
import { timeOf } from "../../core/time.ts";
import type { Draft, Rule } from "../rule.ts";
import type { Situation } from "../situation/situation.ts";

/** What a rule drafted, with what its object's trouble reaches. */
export interface Candidate {
  rule: Rule;
  draft: Draft;
  reach: ReadonlyMap<string, number>;
}

/** A root with what it explains. */
export interface Root extends Candidate {
  reach: Map<string, number>;
  explains: Candidate[];
}

/** Clocks of nodes and controllers differ, and a probe needs some failures before it speaks. */
const SLACK_MS = 5 * 60_000;

export function candidate(rule: Rule, draft: Draft, { graph }: Situation): Candidate {
  const reach = new Map<string, number>();
  for (const start of [draft.object, ...(draft.affects ?? [])])
    for (const [key, steps] of graph.reach(start)) reach.set(key, Math.min(steps, reach.get(key) ?? Infinity));
  return { rule, draft, reach };
}

/**
 * Puts every symptom, and every cause that is only an effect, under the root that explains it best; the best root first.
 * A finding explains another when its trouble reaches the other's object and it tells more, or lies upstream of it.
 */
export function explain(candidates: readonly Candidate[]): Root[] {
  const roots: Root[] = [];
  for (const item of inOrder(candidates)) {
    const parents = isDependent(item) ? roots.filter((root) => explains(root, item)) : [];
    const best = parents.toSorted((a, b) => closeness(b, item) - closeness(a, item) || byName(a, b))[0];
    if (best) adopt(best, item);
    else roots.push({ ...item, reach: new Map(item.reach), explains: [] });
  }
  for (const root of roots)
    root.explains.sort(
      (a, b) => distance(root, a) - distance(root, b) || b.rule.specificity - a.rule.specificity || byName(a, b),
    );
  return roots.toSorted((a, b) => weight(b) - weight(a) || byName(a, b));
}

/** The root explains the effect, and what the effect affects suffers from the root. */
function adopt(root: Root, effect: Candidate): void {
  const steps = distance(root, effect);
  root.explains.push(effect);
  for (const [key, more] of effect.reach) root.reach.set(key, Math.min(steps + more, root.reach.get(key) ?? Infinity));
}

/** Independent causes first, then effects from the deepest dependency up, then symptoms likewise. */
function inOrder(candidates: readonly Candidate[]): Candidate[] {
  const upstream = new Map(
    candidates.map((item) => [
      item,
      candidates.filter(
        (other) =>
          isDependent(other) && other !== item && distance(other, item) > 0 && distance(item, other) === Infinity,
      ).length,
    ]),
  );
  const rank = (item: Candidate) => (item.rule.role === "symptom" ? 2 : isDependent(item) ? 1 : 0);
  return candidates.toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      (upstream.get(a) ?? 0) - (upstream.get(b) ?? 0) ||
      b.rule.specificity - a.rule.specificity ||
      byName(a, b),
  );
}

function isDependent({ rule }: Candidate): boolean {
  return rule.role === "symptom" || rule.dependent === true;
}

function explains(cause: Candidate, effect: Candidate): boolean {
  const steps = distance(cause, effect);
  if (steps === Infinity) return false;
  if (steps === 0)
    return (
      cause.rule.specificity > effect.rule.specificity ||
      (cause.rule.role === "cause" && effect.rule.role === "symptom")
    );
  // A symptom may stand for what is wrong further down; it explains only symptoms that lie above it.
  return cause.rule.role === "cause" || effect.rule.role === "symptom";
}

/** Steps from the cause to the effect's object; infinite when its trouble does not get there. */
function distance(cause: Candidate, effect: Candidate): number {
  return cause.reach.get(keyOf(effect.draft.object)) ?? Infinity;
}

/** How well this cause explains this effect: near, before it, telling. */
function closeness(cause: Candidate, effect: Candidate): number {
  const began = timeOf(cause.draft.since);
  const seen = timeOf(effect.draft.since);
  const late = began !== undefined && seen !== undefined && began > seen + SLACK_MS;
  return cause.rule.specificity - distance(cause, effect) - (late ? 20 : 0) + (cause.rule.role === "cause" ? 10 : 0);
}

const SEVERITY = { critical: 20, warning: 10, info: 0 };

/** A cause is as bad as the worst that comes of it. */
function severityOf({ rule, draft, explains: effects = [] }: Candidate & { explains?: Candidate[] }): Severity {
  const all = [draft.severity ?? rule.severity, ...effects.map((effect) => severityOf(effect))];
  return all.reduce((a, b) => (SEVERITY[b] > SEVERITY[a] ? b : a));
}
const CONFIDENCE = { high: 6, medium: 3, low: 0 };

/** A root's place in the list: what it does, what it explains, how sure and how specific it is. */
export function weight(root: Root): number {
  const { rule, draft, explains: effects } = root;
  return (
    SEVERITY[severityOf(root)] +
    (rule.role === "cause" ? 8 : 0) +
    Math.min(effects.length, 8) * 2 +
    CONFIDENCE[draft.confidence] +
    rule.specificity
  );
}

function byName(a: Candidate, b: Candidate): number {
  return keyOf(a.draft.object).localeCompare(keyOf(b.draft.object)) || a.rule.code.localeCompare(b.rule.code);
}

/** The root and its effects as findings. Ids are stable: the same code on the same object has the same id everywhere. */
export function toFinding(item: Candidate & { explains?: Candidate[] }): Finding {
  const { rule, draft } = item;
  return {
    id: `f${createHash("sha256")
      .update(`${rule.code} ${keyOf(draft.object)}`)
      .digest("hex")
      .slice(0, 10)}`,
    code: rule.code,
    title: draft.title,
    object: draft.object,
    role: rule.role,
    severity: severityOf(item),
    confidence: draft.confidence,
    since: draft.since ?? null,
    evidence: [...new Set(draft.evidence.map(({ id }) => id))],
    symptoms: (item.explains ?? []).map(toFinding),
    passages: [],
    next: [...(draft.next ?? [])],
    disproof: rule.disproof,
  };
}
