import type { Evidence } from "../../../core/evidence.ts";
import type { Condition } from "../../../core/kubernetes/meta.ts";
import type { Workload } from "../../../core/kubernetes/workload.ts";
import type { ObjectRef } from "../../../core/object.ts";
import { once } from "../../../core/once.ts";
import { timeOf } from "../../../core/time.ts";
import { cite } from "../../cite.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";
import { classifyRefusal, type Named, type RefusalKind } from "./refusal-kind.ts";

/** The API server would not let a controller create pods (or what they need), in its own words. */
export interface Refusal {
  workload: WorkloadView;
  kind: RefusalKind;
  named: Named;
  message: string;
  evidence: Evidence;
  since: string | null;
}

type Told = Pick<Refusal, "message" | "evidence" | "since">;

/** What controllers are refused now, one for each workload. A dozen rules ask. */
export const refusals = once((situation: Situation): readonly Refusal[] =>
  situation.workloads.flatMap((workload) => {
    const told = fromConditions(situation, workload) ?? fromEvents(situation, workload);
    return told ? [{ ...told, ...classifyRefusal(told.message), workload }] : [];
  }),
);

/** A condition is taken back when creation succeeds: while it stands it is true, also during a rollout that old pods survive. */
function fromConditions(situation: Situation, { ref, object }: WorkloadView): Told | undefined {
  const sets = replicaSetsOf(situation, ref).filter(
    ({ spec, status }) => (spec?.replicas ?? 1) > (status?.replicas ?? 0),
  );
  for (const holder of [...sets, ...(object ? [object] : [])]) {
    const condition = holder.status?.conditions?.find(isRefusal);
    if (!condition?.message) continue;
    const { message, reason = condition.type, lastTransitionTime: since = null } = condition;
    return { message, since, evidence: cite.object(refOf(holder), `${reason}: ${message}`, {}, since) };
  }
  return undefined;
}

function isRefusal({ type, status, reason }: Condition): boolean {
  return (type === "ReplicaFailure" && status === "True") || reason === "ReplicaSetCreateError";
}

/** Events are history: they count while something is missing and the controller has not succeeded since. */
function fromEvents(situation: Situation, workload: WorkloadView): Told | undefined {
  if (!lacksSomething(situation, workload)) return undefined;
  const last = situation
    .eventsOf(workload)
    .find(({ reason }) => reason === "FailedCreate" || reason === "SuccessfulCreate");
  if (last?.reason !== "FailedCreate") return undefined;
  const since = last.first ? new Date(last.first).toISOString() : null;
  return { message: last.message, since, evidence: cite.event(last) };
}

function lacksSomething(situation: Situation, { ref, object, pods, desired = 0 }: WorkloadView): boolean {
  if (ref.kind !== "CronJob") return pods.length < desired && !object?.status?.completionTime;
  const [last] = situation.events.of(ref).filter(({ reason }) => reason === "FailedCreate");
  return situation
    .owned("Job", ref)
    .every(({ metadata }) => (timeOf(metadata.creationTimestamp) ?? 0) < (last?.at ?? 0));
}

/** A Deployment's ReplicaSets, the newest first. */
export function replicaSetsOf(situation: Situation, ref: ObjectRef): Workload[] {
  return situation
    .owned("ReplicaSet", ref)
    .toSorted((a, b) => (timeOf(b.metadata.creationTimestamp) ?? 0) - (timeOf(a.metadata.creationTimestamp) ?? 0));
}
