import type { Evidence } from "../../../core/evidence.ts";
import type { Step } from "../../../core/finding.ts";
import type { Pod } from "../../../core/kubernetes.ts";
import { shortName } from "../../../core/object.ts";
import { timeOf } from "../../../core/time.ts";
import { cite } from "../../cite.ts";
import type { CurrentClue } from "../../logs/current.ts";
import { firstCause } from "../../logs/first-cause.ts";
import type { LogClass } from "../../logs/signature.ts";
import { refOf } from "../../object-index.ts";
import { type ContainerView, containersOf, isCrashing, lastTermination } from "../../pod.ts";
import { change, type Draft, look } from "../../rule.ts";
import type { Situation } from "../../situation.ts";
import type { WorkloadView } from "../../workload.ts";

/** Containers of a workload that start and end, over and over or for good, and what their logs say about it. */
export interface Crash {
  workload: WorkloadView;
  /** The crashing containers of one name, one per pod. */
  containers: readonly [ContainerView, ...ContainerView[]];
  /** The log line that explains the end, if one does. */
  clue: CurrentClue | undefined;
}

const KNOWN = new WeakMap<Situation, Crash[]>();

/** Every crash, told once per workload and container name. Containers that never ran are not among them. */
export function crashesIn(situation: Situation): readonly Crash[] {
  const known = KNOWN.get(situation) ?? situation.workloads.flatMap((workload) => crashesOf(workload, situation));
  KNOWN.set(situation, known);
  return known;
}

/** The crashes that a line of one of these classes explains. */
export function crashesBecauseOf(situation: Situation, ...classes: LogClass[]): (Crash & { clue: CurrentClue })[] {
  return crashesIn(situation).flatMap((crash) =>
    crash.clue && classes.includes(crash.clue.class) ? [{ ...crash, clue: crash.clue }] : [],
  );
}

function crashesOf(workload: WorkloadView, situation: Situation): Crash[] {
  const views = podsToJudge(workload)
    .flatMap(containersOf)
    .filter((view) => (isCrashing(view, situation.now) || hasFailed(view)) && hasRun(view));
  const clues = situation.clues(workload).filter(({ ended }) => ended);
  return [...Map.groupBy(views, ({ spec }) => spec.name).values()].flatMap(([first, ...others]) =>
    first
      ? [
          {
            workload,
            containers: [first, ...others] as const,
            clue: firstCause(clues.filter(({ stream }) => stream.container === first.spec.name)),
          },
        ]
      : [],
  );
}

/** Living pods; of a Job that has not come to a good end, the last pod it tried. */
function podsToJudge({ ref, object, pods, allPods }: WorkloadView): readonly Pod[] {
  if (pods.length > 0 || (ref.kind !== "Job" && ref.kind !== "CronJob" && ref.kind !== "Pod")) return pods;
  const newest = allPods.toSorted((a, b) =>
    (b.metadata.creationTimestamp ?? "").localeCompare(a.metadata.creationTimestamp ?? ""),
  )[0];
  const done = object?.status?.succeeded || object?.status?.completionTime;
  return newest && !done && newest.status?.phase === "Failed" && newest.metadata.deletionTimestamp === undefined
    ? [newest]
    : [];
}

function hasFailed({ pod, status }: ContainerView): boolean {
  return (
    pod.status?.phase === "Failed" &&
    pod.status.reason === undefined &&
    (status?.state?.terminated?.exitCode ?? 0) !== 0
  );
}

/** `StartError` and its like mean that no program of the image ever ran. */
function hasRun({ status }: ContainerView): boolean {
  const ended = lastTermination(status);
  return (
    ended !== undefined && !["StartError", "ContainerCannotRun", "ContainerStatusUnknown"].includes(ended.reason ?? "")
  );
}

/** `exit code 1 (Error)`. */
export function endOf({ status }: ContainerView): string {
  const ended = lastTermination(status);
  if (!ended) return "for an unknown reason";
  const reason = ended.reason && ended.reason !== "Error" ? ` (${ended.reason})` : "";
  return `with exit code ${ended.exitCode ?? "unknown"}${reason}`;
}

/** What the container statuses say: how many pods, how they ended, how often. */
export function crashEvidence({ workload, containers }: Crash): Evidence {
  const [first] = containers;
  const restarts = containers.reduce((sum, { status }) => sum + (status?.restartCount ?? 0), 0);
  const last =
    containers
      .map(({ status }) => lastTermination(status)?.finishedAt ?? "")
      .toSorted()
      .at(-1) || null;
  const all = Math.max(workload.pods.length, containers.length);
  return cite.object(
    refOf(first.pod),
    `${first.init ? "init container" : "container"} ${first.spec.name} of ${containers.length} of ${all} pods ended ${endOf(first)}, ${restarts} restarts${last ? `, last ${last}` : ""}`,
    { container: first.spec.name, exitCode: lastTermination(first.status)?.exitCode ?? null, restarts },
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
  const known = [...times, clue?.firstAt].filter((time) => time !== undefined);
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
    next: [...next, ...(rollout ? [rollout.undo] : []), look("Read the whole log", logsCommand(crash))].slice(0, 3),
  };
}

export function logsCommand({ containers: [first] }: Crash): string {
  const previous = first.status?.state?.running ? " --previous" : "";
  return `kubectl -n ${first.pod.metadata.namespace ?? "default"} logs ${first.pod.metadata.name} -c ${first.spec.name}${previous} --tail=100`;
}

/** A rollout this recent may be what brought the trouble. */
const RECENT_MS = 24 * 3_600_000;

/** The workload's newest rollout, when it is recent and changed the template. */
export function recentRollout(
  situation: Situation,
  { ref }: WorkloadView,
): { evidence: Evidence; undo: Step } | undefined {
  const [rollout] = situation.rollouts(ref);
  if (!rollout?.at || situation.now - rollout.at > RECENT_MS || rollout.differences.length === 0) return undefined;
  const changes = rollout.differences
    .slice(0, 3)
    .map(({ path, from, to }) => `${path}: ${from ?? "nothing"} → ${to ?? "nothing"}`);
  const more = rollout.differences.length > 3 ? ` and ${rollout.differences.length - 3} more` : "";
  return {
    evidence: cite.rollout(rollout, `revision ${rollout.revision} changed ${changes.join("; ")}${more}`),
    undo: change(
      "Undo the last rollout",
      `kubectl -n ${ref.namespace} rollout undo ${shortName(ref)} --to-revision=${rollout.previous}`,
    ),
  };
}
