import type { Pod } from "../../../core/kubernetes/pod.ts";
import { once } from "../../../core/once.ts";
import type { CurrentClue } from "../../logs/current.ts";
import { firstCause } from "../../logs/first-cause.ts";
import type { LogClass } from "../../logs/signature.ts";
import { type ContainerView, containersOf, isCrashing, lastTermination } from "../../situation/pod.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";

/** Containers of a workload that start and end, over and over or for good, and what their logs say about it. */
export interface Crash {
  workload: WorkloadView;
  /** The crashing containers of one name, one per pod. */
  containers: readonly [ContainerView, ...ContainerView[]];
  /** The log line that explains the end, if one does. */
  clue: CurrentClue | undefined;
}

/** Every crash, told once per workload and container name. Containers that never ran are not among them. */
export const crashesIn = once((situation: Situation): readonly Crash[] =>
  situation.workloads.flatMap((workload) => crashesOf(workload, situation)),
);

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
export function podsToJudge({ ref, object, pods, allPods }: WorkloadView): readonly Pod[] {
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
