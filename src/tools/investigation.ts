import type { Answer } from "../core/answer.ts";
import { failureReport } from "../core/failure.ts";
import type { Observations, Scope } from "../core/observation.ts";
import type { Passage } from "../core/passage.ts";
import type { SourceReport } from "../core/report.ts";
import type { Target } from "../core/target.ts";
import type { ToolContext } from "../core/tool.ts";
import { turns } from "../core/turn.ts";
import { compose } from "../diagnose/compose.ts";
import { diagnoseInTurns } from "../diagnose/diagnose.ts";
import { readAhead } from "../diagnose/logs/sightings.ts";
import { lookedAt } from "../diagnose/looked-at.ts";
import { driftIn } from "../diagnose/situation/drift.ts";
import { type Situation, situate } from "../diagnose/situation/situation.ts";
import type { Library } from "../knowledge/library.ts";
import { gather, windowBefore } from "./gather.ts";
import { passagesFor } from "./passages.ts";

/** What was gathered for some targets, ready to be asked. */
export interface Seen {
  observations: Observations;
  situation: Situation;
  reports: readonly SourceReport[];
}

/** Targets ─ gather ▶ Observations ─ situate ▶ Situation. */
export async function see(
  targets: readonly Target[],
  { connections, now, signal }: ToolContext,
  question = "",
): Promise<Seen> {
  const scope: Scope = { targets, now, from: windowBefore(now), question };
  const { observations, reports } = await gather(connections, scope, signal);
  const turn = turns(signal);
  await readAhead(observations.logs, turn);
  const situation = situate(observations, now, question);
  await turn();
  return { observations, situation, reports };
}

/** Situation ─ diagnose ▶ Finding[] ─ search ▶ Passage[] ─ compose ▶ Answer, about known targets. */
export async function answerFrom(
  { observations, situation, reports }: Seen,
  question: string,
  targets: readonly Target[],
  library: Library,
  { now, signal }: ToolContext,
): Promise<Answer> {
  const turn = turns(signal);
  const diagnosis = await diagnoseInTurns(situation, targets, turn);
  const documents = await search(library, diagnosis.findings, (found) =>
    passagesFor(found, { alerts: observations.alerts, evidence: diagnosis.evidence, library, signal }),
  );
  const passages = new Map(
    [...documents.passages].map(([id, found]) => [
      id,
      found.map((passage) => ({ ...passage, drift: driftIn(passage.text, situation) })),
    ]),
  );
  return compose({
    question,
    targets,
    now,
    diagnosis,
    passages,
    reports: [...reports, documents.report],
    looked: lookedAt(situation, targets),
  });
}

type Passages = ReadonlyMap<string, readonly Passage[]>;

/** The documents are a source like the others: when they fail, the findings stand and the report says why. */
async function search<F>(
  library: Library,
  findings: readonly F[],
  ask: (findings: readonly F[]) => Promise<Passages>,
): Promise<{ passages: Passages; report: SourceReport }> {
  const began = performance.now();
  const report = await library.report();
  try {
    const isReadable = report.completeness !== "not" && report.status !== "empty";
    const passages = isReadable ? await ask(findings) : new Map<string, Passage[]>();
    return { passages, report: { ...report, durationMs: Math.round(performance.now() - began) } };
  } catch (error) {
    return { passages: new Map(), report: failureReport(report.source, error, began) };
  }
}
