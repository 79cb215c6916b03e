import type { ContainerStatus, Pod } from "../../core/kubernetes/pod.ts";
import type { LogStream } from "../../core/observation.ts";
import { timeOf } from "../../core/time.ts";
import { type ContainerView, containersOf, isCrashing, isReady } from "../situation/pod.ts";
import type { WorkloadView } from "../situation/workload.ts";
import { type Clue, cluesIn, type Window } from "./clues.ts";

/** An error of a pod that is not ready counts as present when it was logged this recently, */
const RECENT_MS = 15 * 60_000;
/** of one that is ready, this recently: it is got over sooner. */
const FRESH_MS = 5 * 60_000;
/** What a container says in its first half minute is how it starts: what it calls may not have been there yet. */
const STARTING_MS = 30_000;
/** The same in lines from the end, for a log without times. */
const RECENT_LINES = 100;
const FRESH_LINES = 40;

type LogsOf = (pod: Pod, container?: string) => readonly LogStream[];

/** A clue of a workload, and whether it stands in the log of a run that ended. */
export interface CurrentClue extends Clue {
  ended: boolean;
}

/**
 * What the logs of a workload say is wrong now. An unstable container is judged by its last run, whenever that was;
 * a stable one only by what it logged lately: it got over the rest.
 */
export function currentClues(workload: WorkloadView, logsOf: LogsOf, now: number): CurrentClue[] {
  const pods = workload.pods.length > 0 ? workload.pods : workload.allPods.slice(-1);
  const containers = pods.flatMap(containersOf);
  const unstable = containers.filter((view) => isCrashing(view, now) || isFailed(view.pod));
  const stable = containers.filter((view) => !unstable.includes(view) && !isStarting(view, now));
  const ended = cluesIn(unstable.flatMap(({ pod, spec, status }) => lastRun(logsOf(pod, spec.name), status)));
  const logged = (views: readonly ContainerView[], window: Window) =>
    cluesIn(
      views.flatMap(({ pod, spec }) => logsOf(pod, spec.name).filter((s) => !s.previous)),
      window,
    );
  const waiting = logged(
    stable.filter(({ pod }) => !isReady(pod)),
    { from: now - RECENT_MS, lines: RECENT_LINES },
  );
  const serving = logged(
    stable.filter(({ pod }) => isReady(pod)),
    { from: now - FRESH_MS, lines: FRESH_LINES },
  );
  const healthy = new Set(serving.map(({ key }) => key));
  return [
    ...ownFirst(ended, healthy).map((clue) => ({ ...clue, ended: true })),
    ...[...ownFirst(waiting, healthy), ...serving]
      .filter(({ recent }) => recent > 0)
      .map((clue) => ({ ...clue, ended: false })),
  ];
}

/** What pods of the same workload that serve print as well does not tell why this one does not: it comes last. */
function ownFirst(clues: readonly Clue[], healthy: ReadonlySet<string>): Clue[] {
  return clues.toSorted((a, b) => Number(healthy.has(a.key)) - Number(healthy.has(b.key)));
}

function isStarting({ status }: ContainerView, now: number): boolean {
  const started = timeOf(status?.state?.running?.startedAt);
  return started !== undefined && now - started < STARTING_MS && (status?.restartCount ?? 0) === 0;
}

function isFailed(pod: Pod): boolean {
  return pod.status?.phase === "Failed";
}

/** The log of the run that ended: the previous one when the container runs again, or when the current one is empty. */
export function lastRun(streams: readonly LogStream[], status: ContainerStatus | undefined): LogStream[] {
  const previous = streams.filter((s) => s.previous && s.lines.length > 0);
  const current = streams.filter((s) => !s.previous && s.lines.length > 0);
  if (status?.state?.running && previous.length > 0) return previous;
  return current.length > 0 ? current : previous;
}
