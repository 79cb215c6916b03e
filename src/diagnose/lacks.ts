import { type Missing, told } from "../core/missing.ts";
import type { SourceReport } from "../core/report.ts";

/** Sources behind whose silence something broken may be. Documents say nothing about what runs. */
export function unanswered(reports: readonly SourceReport[]): SourceReport[] {
  return reports.filter(
    ({ source, status, completeness }) =>
      source !== "runbooks" && completeness !== "answered" && (status !== "not-configured" || source === "kubernetes"),
  );
}

/** What keeps the verdict from being healthy; empty when every source answered. */
export function silent(reports: readonly SourceReport[]): string {
  return unanswered(reports).map(lack).join(" and ");
}

function lack({ source, status, completeness, missing }: SourceReport): string {
  const [first, ...more] = missing.filter(({ decisive }) => decisive);
  if (completeness === "not" || !first) return `${source} is ${status}`;
  if (first.reason === "absent") return `there are no ${first.what}`;
  return `${source} lacks ${told(first)}${more.length > 0 ? `; and ${more.length} more` : ""}`;
}

/** What an answer lacks of a source that did answer. */
export function leftOut({ completeness, missing }: SourceReport): string[] {
  return completeness === "not" ? [] : missing.filter(isTold).map(told);
}

/** That a source has nothing about something is told in its own line. */
function isTold({ decisive, reason }: Missing): boolean {
  return decisive || reason !== "absent";
}
