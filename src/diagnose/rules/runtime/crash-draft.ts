import type { Evidence } from "../../../core/evidence.ts";
import type { Step } from "../../../core/finding.ts";
import { timeOf } from "../../../core/time.ts";
import { cite } from "../../cite.ts";
import { type Draft, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { type ContainerView, lastTermination } from "../../situation/pod.ts";
import type { Situation } from "../../situation/situation.ts";
import type { Crash } from "./crash.ts";
import { recentRollout } from "./recent-rollout.ts";

/** `exit code 1 (Error)`. */
export function endOf({ status }: ContainerView): string {
  const ended = lastTermination(status);
  if (!ended) return "for an unknown reason";
  const reason = ended.reason && ended.reason !== "Error" ? ` (${ended.reason})` : "";
  return `with code ${ended.exitCode ?? "unknown"}${reason}`;
}

/** What the container statuses say: how many pods, how they ended, how often. */
export function crashEvidence({ workload, containers }: Crash): Evidence {
  const ended = (it: ContainerView) => lastTermination(it.status)?.finishedAt ?? "";
  const latest = containers.reduce((a, b) => (ended(b) > ended(a) ? b : a));
  const restarts = containers.reduce((sum, { status }) => sum + (status?.restartCount ?? 0), 0);
  const last = ended(latest) || null;
  const all = Math.max(workload.pods.length, containers.length);
  return cite.object(
    refOf(latest.pod),
    `${latest.init ? "init container" : "container"} ${latest.spec.name} of ${containers.length} of ${all} pods exited ${endOf(latest)}, ${restarts} restarts${last ? `, last ${last}` : ""}`,
    { container: latest.spec.name, exitCode: lastTermination(latest.status)?.exitCode ?? null, restarts },
    last,
  );
}

/** When it began: what the pod says, else the first line that explains it. */
export function beganAt({ containers, clue }: Crash): string | null {
  const times = containers.map(({ pod }) =>
    timeOf(
      pod.status?.conditions?.find(({ type, status }) => type === "Ready" && status === "False")?.lastTransitionTime,
    ),
  );
  const ready = times.filter((time) => time !== undefined);
  const known = ready.length > 0 || clue?.firstAt === undefined ? ready : [clue.firstAt];
  return known.length > 0 ? new Date(Math.min(...known)).toISOString() : null;
}

/** The parts of a finding about a crash that are the same whatever the cause is. */
export function crashDraft(situation: Situation, crash: Crash, title: string, next: readonly Step[]): Draft {
  const { workload, clue, containers } = crash;
  const rollout = recentRollout(situation, workload);
  return {
    object: workload.ref,
    title,
    confidence: clue && clue.fromEnd <= 60 ? "high" : "medium",
    since: beganAt(crash),
    severity: containers.length < workload.pods.length ? "warning" : "critical",
    evidence: [
      crashEvidence(crash),
      ...(clue ? [cite.log(clue.stream, clue.line, clue.count)] : []),
      ...(rollout ? [rollout.evidence] : []),
    ],
    next: [...next, ...(rollout ? [rollout.undo] : []), look("Read the full log", logsCommand(crash))].slice(0, 3),
  };
}

export function logsCommand({ containers: [first] }: Crash): string {
  const previous = first.status?.state?.running ? " --previous" : "";
  return `kubectl -n ${first.pod.metadata.namespace ?? "default"} logs ${first.pod.metadata.name} -c ${first.spec.name}${previous}`;
}
