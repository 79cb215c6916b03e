import type { Verdict } from "../core/answer.ts";
import { type Finding, harmful } from "../core/finding.ts";
import type { SourceReport } from "../core/report.ts";
import { unanswered } from "./lacks.ts";

/**
 * Harm speaks first: what is seen broken is broken. What should not be so costs `healthy` although nobody is seen to suffer.
 * `healthy` only when every configured source answered all that a verdict needs, Kubernetes among them; a source that is not
 * configured was never promised.
 */
export function verdictOf(findings: readonly Finding[], reports: readonly SourceReport[]): Verdict {
  const harm = harmful(findings);
  if (harm.some(({ severity }) => severity === "critical")) return "broken";
  if (harm.length > 0) return "degraded";
  if (findings.some(({ severity }) => severity === "warning")) return "unknown";
  return unanswered(reports).length === 0 ? "healthy" : "unknown";
}
