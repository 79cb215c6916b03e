import type { RankReason } from "../../core/finding.ts";
import { byName } from "./candidate.ts";
import type { Root } from "./reaching.ts";
import { tierOf } from "./tier.ts";
import type { Weight } from "./weight.ts";

/** A root with all that decides its place. */
export interface Ranked extends Root {
  weight: Weight;
  /** How much of a text that the question quotes stands in what shows it, 0 … 1. */
  quoted: number;
}

/** Negative when the first one comes first, and what decides it. */
export interface Comparison {
  order: number;
  reason: RankReason;
}

const PARTS = ["time", "severity", "cause", "reach", "confidence", "specificity"] as const;

/** What harms comes first, in it what the question quotes, in it what weighs more; what weighs the same by name. */
export function compare(a: Ranked, b: Ranked): Comparison {
  const tier = harmless(a) - harmless(b);
  if (tier !== 0) return { order: tier, reason: "severity" };
  if (a.quoted !== b.quoted) return { order: b.quoted - a.quoted, reason: "quoted" };
  const order = sum(b) - sum(a);
  return order === 0 ? { order: byName(a, b), reason: "name" } : { order, reason: heaviest(a, b, order) };
}

export function ranked(roots: readonly Ranked[]): Ranked[] {
  return roots.toSorted((a, b) => compare(a, b).order);
}

function harmless(root: Root): number {
  return Number(tierOf(root) === "noticed");
}

function sum({ weight }: Ranked): number {
  return PARTS.reduce((total, part) => total + weight[part], 0);
}

/** The part that speaks most for the one that comes first. */
function heaviest(a: Ranked, b: Ranked, order: number): RankReason {
  const lead = (part: (typeof PARTS)[number]) => (b.weight[part] - a.weight[part]) * Math.sign(order);
  return PARTS.reduce((best, part) => (lead(part) > lead(best) ? part : best));
}
