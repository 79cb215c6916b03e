import type { Answer, Verdict } from "../core/answer.ts";
import { type Finding, harmful } from "../core/finding.ts";
import { shortName } from "../core/object.ts";
import { citationOf, type Passage } from "../core/passage.ts";
import type { SourceReport } from "../core/report.ts";
import type { Target } from "../core/target.ts";
import { clock, duration, timeOf } from "../core/time.ts";
import type { Diagnosis } from "./diagnose.ts";
import { verdictOf } from "./verdict.ts";

export interface Parts {
  question: string;
  targets: readonly Target[];
  now: string;
  diagnosis: Diagnosis;
  /** Passages by the id of the finding they are for. */
  passages: ReadonlyMap<string, readonly Passage[]>;
  reports: readonly SourceReport[];
  unlisted: Record<string, string>;
}

/** The parts as one Answer. Every finding's evidence and passages are in it, and nothing that no finding cites. */
export function compose({ question, targets, now, diagnosis, passages, reports, unlisted }: Parts): Answer {
  const findings = diagnosis.findings.map((finding) => ({
    ...finding,
    passages: (passages.get(finding.id) ?? []).map(citationOf),
  }));
  const verdict = verdictOf(findings, reports, unlisted);
  const all = [...passages.values()].flat();
  return {
    question,
    verdict,
    headline: headline(nameOf(targets), verdict, findings, reports, now),
    asOf: now,
    targets: [...targets],
    findings,
    evidence: diagnosis.evidence,
    passages: [...new Map(all.map((passage) => [citationOf(passage), passage])).values()],
    sources: [...reports],
    omitted: [...diagnosis.omitted, ...Object.entries(unlisted).map(([kind, why]) => `${kind}: ${why}`)],
  };
}

function nameOf(targets: readonly Target[]): string {
  const whole = new Set(targets.filter(({ object }) => !object).map(({ namespace }) => namespace));
  const named = targets.filter(({ namespace, object }) => !object || !whole.has(namespace));
  const names = named.map(({ namespace, object }) => (object ? shortName(object) : namespace || "the cluster"));
  return names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
}

function headline(
  name: string,
  verdict: Verdict,
  findings: readonly Finding[],
  reports: readonly SourceReport[],
  now: string,
): string {
  const [first] = harmful(findings);
  if (!first) return harmless(name, verdict, findings, reports);
  const since = timeOf(beginning(first));
  const when = since === undefined ? "" : ` since ${clock(since, now)} (${duration(Date.parse(now) - since)})`;
  const cause =
    first.role === "cause"
      ? `Root cause: ${first.title}`
      : `Cause unknown: ${first.title}, and nothing found explains it`;
  return `${name} is ${verdict}${when}. ${cause}.`;
}

/** Nothing is failing, as far as was seen. */
function harmless(
  name: string,
  verdict: Verdict,
  findings: readonly Finding[],
  reports: readonly SourceReport[],
): string {
  const failed = silent(reports);
  const { length } = findings;
  if (length > 0)
    return `${name}: nothing is failing${failed ? " as far as could be seen" : ""}; ${length} thing${length === 1 ? "" : "s"} noticed${failed ? `; ${failed}` : ""}.`;
  if (verdict === "healthy") return `${name} is healthy: nothing found, and every source answered.`;
  return `${name}: unknown. Nothing found, but ${failed || "not everything that the verdict needs could be read"}.`;
}

/** The earliest time in the tree: a symptom may have been seen before its cause was. */
function beginning(finding: Finding): string | null {
  return (
    [finding.since, ...finding.symptoms.map(({ since }) => since)].filter((since) => since !== null).sort()[0] ?? null
  );
}

/** Which sources did not answer; empty when all did. */
function silent(reports: readonly SourceReport[]): string {
  const failed = reports.filter(({ status }) => !["ok", "empty", "not-configured"].includes(status));
  return failed.map(({ source, status }) => `${source} is ${status}`).join(" and ");
}
