import type { Evidence } from "../../core/evidence.ts";
import type { ObjectRef } from "../../core/object.ts";
import { cite } from "../cite.ts";
import { lastLine, TELLS } from "../logs/salience/telling.ts";
import type { Situation } from "../situation/situation.ts";
import type { WorkloadView } from "../situation/workload.ts";
import type { Candidate } from "./candidate.ts";
import type { Root } from "./reaching.ts";
import { tierOf } from "./tier.ts";

/** A cause is shown with so many lines of its workload's log, */
const LINES = 3;
/** and each of what it explains, up to so many, with one. */
const EFFECTS = 6;
/** What explains nothing yet, among these, is best said by the program itself, if only by the last line before it ended. */
const SAYS = new Set(["runtime", "probes"]);

/** The root with the lines of the log that an engineer would paste beside it, whether a signature knows them or not. */
export function withLines<R extends Root>(root: R, situation: Situation): R {
  if (tierOf(root) === "noticed") return root;
  const explains = root.explains.map((effect, i) => (i < EFFECTS ? quoted(effect, situation, 1) : effect));
  return { ...quoted(root, situation, LINES), explains };
}

function quoted<C extends Candidate>(item: C, situation: Situation, max: number): C {
  const workload = workloadOf(item.draft.object, situation);
  const known = item.draft.evidence.filter(({ kind }) => kind === "log");
  if (!workload || known.length >= max) return item;
  const said = new Set(known.map(({ data }) => data.line));
  const more = linesOf(workload, item, situation)
    .filter(({ data }) => !said.has(data.line))
    .slice(0, max - known.length);
  const [first, ...others] = item.draft.evidence;
  return more.length === 0 ? item : { ...item, draft: { ...item.draft, evidence: [first, ...others, ...more] } };
}

function linesOf(workload: WorkloadView, { rule, draft }: Candidate, situation: Situation): Evidence[] {
  const lines = situation.telling(workload).filter(({ score }) => score >= TELLS);
  if (lines.length > 0) return lines.map(({ stream, line, count }) => cite.log(stream, line, count));
  const known = draft.evidence.some(({ kind }) => kind === "log");
  const unexplained = rule.role === "symptom" || rule.dependent === true;
  const last =
    unexplained && SAYS.has(rule.family) && !known ? lastLine(workload, situation.logs, situation.now) : undefined;
  return last ? [cite.log(last.stream, last.line)] : [];
}

function workloadOf(object: ObjectRef, situation: Situation): WorkloadView | undefined {
  const pod = object.kind === "Pod" ? situation.find("Pod", object.namespace, object.name) : undefined;
  return situation.workload(pod ? situation.ownerOf(pod) : object);
}
