import type { Condition } from "../../../core/kubernetes/meta.ts";
import type { Workload } from "../../../core/kubernetes/workload.ts";
import type { ObjectRef } from "../../../core/object.ts";
import { timeOf } from "../../../core/time.ts";
import { cite } from "../../cite.ts";
import { type Draft, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";
import { topOwner } from "../../situation/workload.ts";

/** Jobs that failed before are history. */
const RECENT_MS = 24 * 3_600_000;

/** A Job that gave up lately, with no later success of the same CronJob. */
export interface FailedJob {
  job: Workload;
  /** The CronJob, or the Job itself. */
  object: ObjectRef;
  condition: Condition;
  /** At its deadline a Job's pods are deleted, and their logs with them. */
  hasPods: boolean;
}

export function failedJobs(situation: Situation): FailedJob[] {
  return situation.all("Job").flatMap((job) => {
    const condition = job.status?.conditions?.find(({ type, status }) => type === "Failed" && status === "True");
    const at = timeOf(condition?.lastTransitionTime) ?? timeOf(job.metadata.creationTimestamp) ?? 0;
    if (!condition || situation.now - at > RECENT_MS) return [];
    const object = topOwner(situation, job);
    return succeededSince(situation, object, at)
      ? []
      : [{ job, object, condition, hasPods: situation.owned("Pod", refOf(job)).length > 0 }];
  });
}

function succeededSince(situation: Situation, owner: ObjectRef, at: number): boolean {
  return situation.owned("Job", owner).some(({ status }) => (timeOf(status?.completionTime) ?? 0) > at);
}

export function failedJobDraft({ job, object, condition, hasPods }: FailedJob, title: string): Draft {
  const { namespace, name } = refOf(job);
  const at = condition.lastTransitionTime ?? null;
  return {
    object,
    title,
    confidence: "high",
    since: at,
    evidence: [
      cite.object(
        refOf(job),
        `job ${name} failed: ${condition.reason ?? "no reason given"}. ${condition.message ?? ""}`,
        {},
        at,
      ),
    ],
    next: [
      ...(hasPods
        ? [look("Read the end of what its pods logged", `kubectl -n ${namespace} logs job/${name} --tail=50`)]
        : []),
      look("See its pods and events", `kubectl -n ${namespace} describe job ${name}`),
    ],
  };
}
