import type { Severity } from "../../core/finding.ts";
import type { Candidate } from "./candidate.ts";

const SEVERITY = { critical: 20, warning: 10, info: 0 };
const CONFIDENCE = { high: 6, medium: 3, low: 0 };

/** A root's place in the list: what it does, what it explains, how sure and how specific it is, and whether it is often only an effect. */
export function weight(root: Candidate & { explains: readonly Candidate[] }): number {
  const { rule, explains } = root;
  return (
    SEVERITY[severityOf(root)] +
    (rule.role === "symptom" ? 0 : rule.dependent ? 4 : 8) +
    Math.min(explains.length, 8) * 2 +
    sureness(root) +
    rule.specificity
  );
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
