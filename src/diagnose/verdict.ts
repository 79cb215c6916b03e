import type { Verdict } from "../core/answer.ts";
import type { Finding } from "../core/finding.ts";
import { isComplete, type SourceReport } from "../core/report.ts";

/** Without these a workload cannot be called healthy. */
const NEEDED = ["Pod", "Service", "Deployment", "StatefulSet", "Event"];

/**
 * `healthy` only when every configured source answered in full and every needed kind could be listed;
 * a source that is not configured was never promised. Findings speak first: what is seen broken is broken.
 */
export function verdictOf(
  findings: readonly Finding[],
  reports: readonly SourceReport[],
  unlisted: Record<string, string>,
): Verdict {
  if (findings.some(({ severity }) => severity === "critical")) return "broken";
  if (findings.some(({ severity }) => severity === "warning")) return "degraded";
  const live = reports.filter(({ source }) => source !== "runbooks");
  const answered = live.every(({ status }) => isComplete(status) || status === "not-configured");
  const seen = live.some(({ source, status }) => source === "kubernetes" && status === "ok");
  const listed = NEEDED.every((kind) => unlisted[kind] === undefined);
  return answered && seen && listed ? "healthy" : "unknown";
}
