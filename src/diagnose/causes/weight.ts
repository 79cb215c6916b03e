import type { Severity } from "../../core/finding.ts";
import type { Candidate } from "./candidate.ts";
import type { Root } from "./reaching.ts";

const SEVERITY = { critical: 20, warning: 10, info: 0 };
const CONFIDENCE = { high: 6, medium: 3, low: 0 };
const OLD = 40;
/** More than so many effects say nothing more. */
const MAX_EFFECTS = 8;

/** What a root weighs, by part; the sum is its weight. */
export type Weight = Readonly<Record<"time" | "severity" | "cause" | "reach" | "confidence" | "specificity", number>>;

/** What it does, what it explains, how sure and how specific it is, whether it is often only an effect, and whether it is old. */
export function weightOf(root: Root, isOld: boolean): Weight {
  const { rule, explains } = root;
  return {
    time: isOld ? -OLD : 0,
    severity: SEVERITY[severityOf(root)],
    cause: rule.role === "symptom" ? 0 : rule.dependent ? 4 : 8,
    reach: Math.min(explains.length, MAX_EFFECTS) * 2,
    confidence: sureness(root),
    specificity: rule.specificity,
  };
}

export function sureness({ draft }: Candidate): number {
  return CONFIDENCE[draft.confidence];
}

/** A cause is as bad as the worst that comes of it; without harm nothing is critical. */
export function severityOf(item: Candidate & { explains?: readonly Candidate[] }): Severity {
  const { rule, draft, explains = [] } = item;
  const own = draft.severity ?? rule.severity;
  const capped = own === "critical" && (draft.tier ?? rule.tier) === "noticed" ? "warning" : own;
  const all = [capped, ...explains.map((effect) => severityOf(effect))];
  return all.reduce((a, b) => (SEVERITY[b] > SEVERITY[a] ? b : a));
}
