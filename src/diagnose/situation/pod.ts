import type { Container } from "../../core/kubernetes/container.ts";
import type { ContainerStatus, Pod } from "../../core/kubernetes/pod.ts";
import { timeOf } from "../../core/time.ts";

/** One container of one pod: what it should be and what it is. */
export interface ContainerView {
  pod: Pod;
  spec: Container;
  status: ContainerStatus | undefined;
  init: boolean;
}

export function containersOf(pod: Pod): ContainerView[] {
  const view = (init: boolean, specs: Container[] = [], statuses: ContainerStatus[] = []) =>
    specs.map((spec) => ({ pod, spec, status: statuses.find(({ name }) => name === spec.name), init }));
  return [
    ...view(true, pod.spec?.initContainers, pod.status?.initContainerStatuses),
    ...view(false, pod.spec?.containers, pod.status?.containerStatuses),
  ];
}

export function isReady(pod: Pod): boolean {
  return pod.status?.conditions?.some(({ type, status }) => type === "Ready" && status === "True") ?? false;
}

/** ms since the epoch; `undefined` for a pod that is not ready, or that does not say since when. */
export function readySince(pod: Pod): number | undefined {
  const ready = pod.status?.conditions?.find(({ type, status }) => type === "Ready" && status === "True");
  return timeOf(ready?.lastTransitionTime);
}

/** When the pod stopped being ready, or was made without ever being so. */
export function notReadySince({ status, metadata }: Pod): string | null {
  const ready = status?.conditions?.find(({ type, status }) => type === "Ready" && status !== "True");
  return ready?.lastTransitionTime ?? metadata.creationTimestamp ?? null;
}

export function isFinished(pod: Pod): boolean {
  return pod.status?.phase === "Succeeded" || pod.status?.phase === "Failed";
}

/** Being deleted: what it does now says nothing about the workload. */
export function isTerminating(pod: Pod): boolean {
  return pod.metadata.deletionTimestamp !== undefined;
}

/** On a node, and no container made yet. */
export function isCreating(pod: Pod): boolean {
  const states = containersOf(pod).map(({ status }) => status?.state?.waiting?.reason ?? (status ? "made" : "none"));
  return (
    pod.spec?.nodeName !== undefined &&
    states.every((state) => /^(?:ContainerCreating|PodInitializing|none)$/.test(state)) &&
    (pod.status?.phase === "Pending" || states.some((state) => state !== "none"))
  );
}

type Terminated = NonNullable<NonNullable<ContainerStatus["state"]>["terminated"]>;

/** How the container last ended, whether it is down now or was started again. */
export function lastTermination(status: ContainerStatus | undefined): Terminated | undefined {
  return status?.state?.terminated ?? status?.lastState?.terminated;
}

/**
 * Is the container in trouble now? Down, waiting for another try, or up for less than ten minutes after a bad end.
 * Ten minutes is when the kubelet forgets its restart back-off (twice the cap of 300 s).
 */
export function isUnstable(status: ContainerStatus | undefined, now: number): boolean {
  if (!status) return false;
  if (status.state?.waiting?.reason === "CrashLoopBackOff") return true;
  if (status.state?.terminated) return status.state.terminated.exitCode !== 0 || (status.restartCount ?? 0) > 0;
  const started = timeOf(status.state?.running?.startedAt);
  const ended = status.lastState?.terminated;
  return ended !== undefined && ended.exitCode !== 0 && started !== undefined && now - started < 600_000;
}

/**
 * Does this container fail again and again, or did it just now? An init container that came to its end has done its work,
 * and one that serves again after a try or two has got over it: at start others are often not there yet.
 */
export function isCrashing({ status, init }: ContainerView, now: number): boolean {
  if (init && status?.state?.terminated?.exitCode === 0) return false;
  if (status?.ready && status.state?.running && ((status.restartCount ?? 0) < 3 || hasOutlived(status, now)))
    return false;
  return isUnstable(status, now);
}

/** A run that is ready counts as well after so long, and after so many times what the one before it lasted. */
const STABLE_MS = 2 * 60_000;
const OUTLIVED = 3;

function hasOutlived({ state, lastState }: ContainerStatus, now: number): boolean {
  const [began, ended] = [timeOf(lastState?.terminated?.startedAt), timeOf(lastState?.terminated?.finishedAt)];
  const started = timeOf(state?.running?.startedAt);
  if (began === undefined || ended === undefined || started === undefined) return false;
  return now - started > Math.max(STABLE_MS, OUTLIVED * (ended - began));
}

/** Where it is, for a sentence: `node node-1`. */
export function placeOf({ spec }: Pod): string {
  return spec?.nodeName ? `node ${spec.nodeName}` : "a node that it does not name";
}
