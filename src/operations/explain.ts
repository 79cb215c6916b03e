import { z } from "zod";
import type { AuditedCall } from "../core/audit.ts";
import { Evidence } from "../core/evidence.ts";
import { Finding, flatten } from "../core/finding.ts";
import { shortName } from "../core/object.ts";
import { citationOf, Passage } from "../core/passage.ts";
import { SourceReport } from "../core/report.ts";
import { Target } from "../core/target.ts";

/** What answers with findings or passages have; a tool leaves away what it does not say. */
const Kept = z.looseObject({
  headline: z.string().optional(),
  verdict: z.string().optional(),
  decision: z.string().optional(),
  coverage: z.string().optional(),
  probability: z.number().optional(),
  targets: z.array(Target).default([]),
  findings: z.array(Finding).default([]),
  evidence: z.array(Evidence).default([]),
  passages: z.array(Passage).default([]),
  sources: z.array(SourceReport).default([]),
  omitted: z.array(z.string()).default([]),
});
type Kept = z.infer<typeof Kept>;

/** Why a call was answered so, from what is kept of it. */
export function explained(call: AuditedCall, proven: boolean | null, data: Record<string, unknown> | null): string {
  const { id, time, caller, tool, status, durationMs, input, error } = call;
  const asked = [
    `call     ${id}`,
    `when     ${time}${durationMs === null ? "" : `, ${durationMs} ms`}`,
    `caller   ${caller}`,
    `asked    ${tool} ${JSON.stringify(input ?? {})}`,
    `status   ${status}${error ? `: ${error}` : ""}`,
  ];
  if (!data) return [...asked, "answer   not kept: only the newest answers with findings or passages are"].join("\n");
  const answer = Kept.parse(data);
  const proof = proven ? "as the audit log proves" : "NOT the one that the audit log proves";
  return [...asked, `answer   ${proof}`, ...reasons(answer)].join("\n");
}

function reasons({ headline, verdict, decision, coverage, probability, ...answer }: Kept): string[] {
  const said = [verdict ?? decision ?? coverage, headline, probability?.toFixed(2)].filter(Boolean).join("  ");
  return [
    `said     ${said}`,
    ...answer.targets.map(
      (target) => `about    ${aboutOf(target)}: ${target.because}${target.instead ? ` (${target.instead})` : ""}`,
    ),
    ...answer.sources.map(
      ({ source, status, durationMs, detail }) =>
        `source   ${source} ${status}, ${Math.round(durationMs)} ms  ${detail}`,
    ),
    ...flatten(answer.findings).map(ruleLine),
    ...answer.findings.flatMap(({ code, rank, ruledOut = [] }) => [
      ...(rank ? [`order    ${code} comes first by ${rank.reason}: ${rank.said}`] : []),
      ...ruledOut.map(({ object, said }) => `not      ${shortName(object)}: ${said}`),
    ]),
    ...[...new Set(answer.evidence.map(({ query }) => query))].map((query) => `read     ${query}`),
    ...answer.passages.map(
      (passage) => `passage  ${passage.score.toFixed(3)}  ${citationOf(passage)}  ${passage.why.join("; ")}`,
    ),
    ...answer.omitted.map((line) => `left out ${line}`),
  ];
}

function aboutOf({ namespace, object }: Target): string {
  if (object) return [namespace, shortName(object)].filter(Boolean).join("/");
  return namespace || "the whole cluster";
}

function ruleLine({ code, role, tier, confidence, object, evidence }: Finding): string {
  return `rule     ${code} (${role}, ${tier}, ${confidence}) on ${shortName(object)}, from ${evidence.length} facts`;
}
