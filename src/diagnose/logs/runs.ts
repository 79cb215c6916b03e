import type { ContainerStatus, Pod } from "../../core/kubernetes/pod.ts";
import type { LogStream } from "../../core/observation.ts";
import { timeOf } from "../../core/time.ts";
import { type ContainerView, containersOf, isCrashing, isReady } from "../situation/pod.ts";
import type { WorkloadView } from "../situation/workload.ts";

export type LogsOf = (pod: Pod, container?: string) => readonly LogStream[];

/** The log of one run of a container. `ended`: of one that keeps failing; `waiting`: of a pod that is not ready. */
export interface Run {
  stream: LogStream;
  container: ContainerView;
  state: "ended" | "waiting" | "serving";
}

/** What a container says in its first half minute is how it starts: what it calls may not have been there yet. */
const STARTING_MS = 30_000;

/** The runs of a workload's containers that tell how it is now: of an unstable one the last that ended, else the current one. */
export function runsOf(workload: WorkloadView, logsOf: LogsOf, now: number): Run[] {
  const pods = workload.pods.length > 0 ? workload.pods : workload.allPods.slice(-1);
  return pods.flatMap(containersOf).flatMap((container): Run[] => {
    const { pod, spec, status } = container;
    const streams = logsOf(pod, spec.name);
    if (isCrashing(container, now) || pod.status?.phase === "Failed")
      return lastRun(streams, status).map((stream) => ({ stream, container, state: "ended" }));
    if (isStarting(container, now)) return [];
    const state = isReady(pod) ? "serving" : "waiting";
    return streams.filter(({ previous }) => !previous).map((stream) => ({ stream, container, state }));
  });
}

function isStarting({ status }: ContainerView, now: number): boolean {
  const started = timeOf(status?.state?.running?.startedAt);
  return started !== undefined && now - started < STARTING_MS && (status?.restartCount ?? 0) === 0;
}

/** The log of the run that ended: the previous one when the container runs again, or when the current one is empty. */
export function lastRun(streams: readonly LogStream[], status: ContainerStatus | undefined): LogStream[] {
  const previous = streams.filter((s) => s.previous && s.lines.length > 0);
  const current = streams.filter((s) => !s.previous && s.lines.length > 0);
  if (status?.state?.running && previous.length > 0) return previous;
  return current.length > 0 ? current : previous;
}
