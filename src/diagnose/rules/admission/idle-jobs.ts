import type { Pod } from "../../../core/kubernetes/pod.ts";
import type { Workload } from "../../../core/kubernetes/workload.ts";
import type { ObjectRef } from "../../../core/object.ts";
import { timeOf } from "../../../core/time.ts";
import { refOf } from "../../situation/object-index.ts";
import { isFinished } from "../../situation/pod.ts";
import type { Situation } from "../../situation/situation.ts";
import { topOwner } from "../../situation/workload.ts";

/** A Job that is neither finished nor at work as it should be. */
export interface IdleJob {
  job: Workload;
  /** The CronJob, or the Job itself. */
  owner: ObjectRef;
  /** ms since the epoch. */
  began: number;
  why: "suspended" | "no-pods" | "held" | "long";
  /** The container that still runs where the others have come to their end. */
  holder?: string | undefined;
  /** Its longest run before, ms. */
  usual: number | undefined;
}

/** The controller makes pods within seconds. */
const START_MS = 5 * 60_000;
/** A run this many times as long as any before is no longer a slow day. */
const TIMES = 3;
const LEAST_MS = 10 * 60_000;

export function idleJobs(situation: Situation): IdleJob[] {
  return situation.all("Job").flatMap((job): IdleJob[] => {
    const { spec, status, metadata } = job;
    const began = timeOf(status?.startTime) ?? timeOf(metadata.creationTimestamp);
    const isDone = status?.conditions?.some(
      ({ type, status: is }) => (type === "Complete" || type === "Failed" || type === "FailureTarget") && is === "True",
    );
    if (began === undefined || isDone || status?.completionTime || metadata.deletionTimestamp) return [];
    const age = situation.now - began;
    const owner = topOwner(situation, job);
    const usual = longestBefore(situation, owner, job);
    const idle = { job, owner, began, usual };
    if (spec?.suspend) return age > START_MS ? [{ ...idle, why: "suspended" }] : [];
    const refused = situation.events.of(refOf(job)).some(({ type }) => type === "Warning");
    const isEmpty = situation.owned("Pod", refOf(job)).length === 0 && situation.lists("Pod", metadata.namespace);
    if (isEmpty && !status?.succeeded && !status?.failed)
      return age > START_MS && !refused ? [{ ...idle, why: "no-pods" }] : [];
    const holder = heldBy(situation.owned("Pod", refOf(job)), situation.now);
    if (holder) return [{ ...idle, why: "held", holder }];
    return usual !== undefined && age > LEAST_MS && age > TIMES * usual ? [{ ...idle, why: "long" }] : [];
  });
}

/** A container that runs on after another one of its pod did its work: a proxy that nobody tells to stop. */
function heldBy(pods: readonly Pod[], now: number): string | undefined {
  return pods
    .filter((pod) => !isFinished(pod))
    .flatMap(({ status }) => {
      const all = status?.containerStatuses ?? [];
      const ended = all.filter(({ state }) => state?.terminated?.exitCode === 0);
      const since = Math.max(...ended.map(({ state }) => timeOf(state?.terminated?.finishedAt) ?? now));
      const left = all.filter(({ state }) => state?.running);
      return ended.length > 0 && ended.length + left.length === all.length && now - since > LEAST_MS ? left : [];
    })
    .at(0)?.name;
}

function longestBefore(situation: Situation, owner: ObjectRef, job: Workload): number | undefined {
  const runs = situation.owned("Job", owner).flatMap((other) => {
    const [from, to] = [timeOf(other.status?.startTime), timeOf(other.status?.completionTime)];
    return other !== job && from !== undefined && to !== undefined ? [to - from] : [];
  });
  return runs.length > 0 ? Math.max(...runs) : undefined;
}
