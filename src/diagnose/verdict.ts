import type { Verdict } from "../core/answer.ts";
import { type Finding, harmful } from "../core/finding.ts";
import { isComplete, type SourceReport } from "../core/report.ts";

/** Without these a workload cannot be called healthy. */
const NEEDED = ["Pod", "Service", "Deployment", "StatefulSet", "Event"];

/**
 * Harm speaks first: what is seen broken is broken. What should not be so costs `healthy` although nobody is seen to suffer.
 * `healthy` only when every configured source answered in full and every needed kind could be listed;
 * a source that is not configured was never promised.
 */
export function verdictOf(
  findings: readonly Finding[],
  reports: readonly SourceReport[],
  unlisted: Record<string, string>,
): Verdict {
  const harm = harmful(findings);
  if (harm.some(({ severity }) => severity === "critical")) return "broken";
  if (harm.length > 0) return "degraded";
  if (findings.some(({ severity }) => severity === "warning")) return "unknown";
  const live = reports.filter(({ source }) => source !== "runbooks");
  const answered = live.every(({ status }) => isComplete(status) || status === "not-configured");
  const seen = live.some(({ source, status }) => source === "kubernetes" && status === "ok");
  const listed = NEEDED.every((kind) => unlisted[kind] === undefined);
  return answered && seen && listed ? "healthy" : "unknown";
}
