import type { Answer, Verdict } from "../core/answer.ts";
import { type Finding, harmful } from "../core/finding.ts";
import { shortName } from "../core/object.ts";
import { citationOf, type Passage } from "../core/passage.ts";
import type { SourceReport } from "../core/report.ts";
import type { Target } from "../core/target.ts";
import { clock, duration, timeOf } from "../core/time.ts";
import type { Diagnosis } from "./diagnose.ts";
import { asAsked, harmlessHeadline } from "./harmless.ts";
import { type Inquiry, inquiryOf } from "./inquiry.ts";
import { leftOut, silent } from "./lacks.ts";
import type { Looked } from "./looked-at.ts";
import { verdictOf } from "./verdict.ts";

export interface Parts {
  question: string;
  targets: readonly Target[];
  now: string;
  diagnosis: Diagnosis;
  /** Passages by the id of the finding they are for. */
  passages: ReadonlyMap<string, readonly Passage[]>;
  reports: readonly SourceReport[];
  /** How much was seen of what is asked about. */
  looked: Looked;
}

/** The parts as one Answer. Every finding's evidence and passages are in it, and nothing that no finding cites. */
export function compose({ question, targets, now, diagnosis, passages, reports, looked }: Parts): Answer {
  const findings = diagnosis.findings.map((finding) => ({
    ...finding,
    passages: (passages.get(finding.id) ?? []).map(citationOf),
  }));
  const inquiry = inquiryOf(
    question,
    targets.flatMap(({ namespace, object }) => [namespace, object?.name ?? ""]),
  );
  const verdict = asAsked(verdictOf(findings, reports), findings.length, inquiry, looked);
  const all = [...passages.values()].flat();
  return {
    question,
    verdict,
    headline: headline(nameOf(targets), verdict, findings, reports, now, inquiry, looked),
    asOf: now,
    targets: [...targets],
    findings,
    evidence: diagnosis.evidence,
    passages: [...new Map(all.map((passage) => [citationOf(passage), passage])).values()],
    sources: [...reports],
    omitted: [...diagnosis.omitted, ...reports.flatMap(leftOut)],
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
  inquiry: Inquiry,
  looked: Looked,
): string {
  const [first] = harmful(findings);
  if (!first)
    return harmlessHeadline({ name, verdict, noticed: findings.length, silent: silent(reports), inquiry, looked });
  const since = timeOf(beginning(first));
  const when = since === undefined ? "" : ` since ${clock(since, now)} (${duration(Date.parse(now) - since)})`;
  const cause =
    first.role === "cause"
      ? `Root cause: ${first.title}`
      : `Cause unknown: ${first.title}, and nothing found explains it`;
  return `${name} is ${verdict}${when}. ${cause}.`;
}

/** The earliest time in the tree: a symptom may have been seen before its cause was. */
function beginning(finding: Finding): string | null {
  return (
    [finding.since, ...finding.symptoms.map(({ since }) => since)].filter((since) => since !== null).sort()[0] ?? null
  );
}
