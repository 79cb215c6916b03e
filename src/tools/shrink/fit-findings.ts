import type { Finding } from "../../core/finding.ts";
import { keyOf } from "../../core/object.ts";
import { Draft, type Told } from "./told.ts";

/** A finding as it is, and the part of it that is kept. */
interface Kept {
  whole: Finding;
  part: Finding;
}

/** Findings that are told with more than their fact before the others are told at all. */
const LEADING = 5;
/** Characters of a passage: enough to see what it says, enough to follow it. */
const [GLIMPSE, SECTION] = [100, 400];

/**
 * As much of the findings as `room` characters of JSON hold. Every piece is measured once and taken in the order in which it
 * is missed: the first finding with a fact (always), what to do about it and what shows it; then the next few alike; then
 * all others; then details. What can be asked for again by its citation or query comes last. Each list stops at the first
 * piece that does not fit, so that what is kept of it is its best.
 */
export function fitFindings(told: Told, room: number): { told: Told; left: string[] } {
  const draft = new Draft(told, room);
  const kept: Kept[] = [];
  const keep = (whole: Finding) => {
    const part = draft.add(draft.findings, whole, kept.length === 0);
    return part !== undefined && kept.push({ whole, part }) > 0;
  };
  const [first, ...others] = told.findings;
  if (first) {
    keep(first);
    essentials(draft, kept, 2, GLIMPSE);
    symptoms(draft, kept);
  }
  const all = others.slice(0, LEADING - 1).every(keep);
  essentials(draft, kept.slice(1), 1, GLIMPSE);
  if (all) others.slice(LEADING - 1).every(keep);
  details(draft, kept);
  return { told: draft.result(), left: draft.left() };
}

/** What to do, what shows it, which document helps. */
function essentials(draft: Draft, kept: readonly Kept[], steps: number, length: number): void {
  for (const { whole, part } of kept) {
    whole.next.slice(0, steps).every((step) => draft.step(part, step));
    whole.evidence.slice(1, 3).every((id) => draft.fact(part, id));
    whole.passages.every((citation) => draft.passage(part, citation, length));
  }
}

/** That checkout suffers too says more than a second symptom of the same pods. */
function symptoms(draft: Draft, kept: readonly Kept[]): void {
  for (const { whole, part } of kept) {
    const told = new Set(part.symptoms.map(({ object }) => keyOf(object)));
    const unheard = whole.symptoms.filter(({ object }) => told.size < told.add(keyOf(object)).size);
    unheard.every((symptom) => draft.add(part.symptoms, symptom));
  }
}

function details(draft: Draft, kept: readonly Kept[]): void {
  for (const { whole, part } of kept) {
    whole.next.slice(part.next.length).every((step) => draft.step(part, step));
    draft.disproof(part, whole.disproof);
  }
  essentials(
    draft,
    kept.filter(({ part }) => part.passages.length > 0),
    0,
    SECTION,
  );
  symptoms(draft, kept);
  for (const { whole, part } of kept) whole.evidence.every((id) => draft.fact(part, id));
  for (const { whole, part } of kept) {
    const told = new Set(part.symptoms.map(({ id }) => id));
    whole.symptoms.filter(({ id }) => !told.has(id)).every((symptom) => draft.add(part.symptoms, symptom));
  }
  for (const { whole, part } of kept) whole.passages.every((citation) => draft.passage(part, citation, Infinity));
  for (const { part } of kept) part.evidence.every((id) => draft.data(id));
}
