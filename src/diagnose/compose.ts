import type { Answer } from "../core/answer.ts";
import type { Evidence } from "../core/evidence.ts";
import { type Finding, harmful } from "../core/finding.ts";
import { namesAmong } from "../core/object.ts";
import { citationOf, type Passage } from "../core/passage.ts";
import type { SourceReport } from "../core/report.ts";
import type { Target } from "../core/target.ts";
import { clock, duration, timeOf } from "../core/time.ts";
import { oneLine } from "../core/untrusted.ts";
import type { Diagnosis } from "./diagnose.ts";
import { asAsked, harmlessHeadline } from "./harmless.ts";
import { inquiryOf } from "./inquiry.ts";
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
  const names = namesOf(targets);
  const name = joined(names);
  const [first] = harmful(findings);
  const all = [...passages.values()].flat();
  return {
    question,
    verdict,
    headline: first
      ? `${name} ${names.length > 1 ? "are" : "is"} ${verdict}${sinceWhen(first, now)}. ${causeOf(first, diagnosis.evidence)}.`
      : harmlessHeadline({ name, verdict, noticed: findings.length, silent: silent(reports), inquiry, looked }),
    asOf: now,
    targets: [...targets],
    findings,
    evidence: diagnosis.evidence,
    passages: [...new Map(all.map((passage) => [citationOf(passage), passage])).values()],
    sources: [...reports],
    omitted: [...diagnosis.omitted, ...reports.flatMap(leftOut)],
  };
}

function namesOf(targets: readonly Target[]): string[] {
  const whole = new Set(targets.filter(({ object }) => !object).map(({ namespace }) => namespace));
  const named = targets.filter(({ namespace, object }) => !object || !whole.has(namespace));
  const nameIn = namesAmong(named.flatMap(({ object }) => object ?? []));
  return named.map(({ namespace, object }) => (object ? nameIn(object) : namespace || "the cluster"));
}

function joined(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
}

function sinceWhen(first: Finding, now: string): string {
  const since = timeOf(beginning(first));
  return since === undefined || since >= Date.parse(now)
    ? ""
    : ` since ${clock(since, now)} (${duration(Date.parse(now) - since)})`;
}

function causeOf(first: Finding, evidence: readonly Evidence[]): string {
  if (first.role === "cause") return `Root cause: ${first.title}`;
  return `Cause unknown: ${first.title}, and no finding explains it${loggedBy(first, evidence)}`;
}

/** What the program says itself, where no cause is known and the title does not quote it yet. */
function loggedBy({ title, evidence: ids }: Finding, evidence: readonly Evidence[]): string {
  const line = evidence.find(({ id, kind }) => kind === "log" && ids.includes(id));
  return line && !title.includes('"') ? `; ${oneLine(line.text, 160)}` : "";
}

/** The earliest time in the tree: a symptom may have been seen before its cause was. */
function beginning(finding: Finding): string | null {
  return (
    [finding.since, ...finding.symptoms.map(({ since }) => since)].filter((since) => since !== null).sort()[0] ?? null
  );
}
