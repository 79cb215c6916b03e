import type { Evidence } from "../../../core/evidence.ts";
import type { Step } from "../../../core/finding.ts";
import type { Condition, Workload } from "../../../core/kubernetes.ts";
import { cite } from "../../cite.ts";
import { refOf } from "../../object-index.ts";
import type { Draft } from "../../rule.ts";
import type { Situation } from "../../situation.ts";
import type { WorkloadView } from "../../workload.ts";

/** The API server would not let a controller create pods, in its own words. */
export interface Refusal {
  workload: WorkloadView;
  message: string;
  evidence: Evidence;
  since: string | null;
  missing: number;
}

/** Refused creations count only while pods are missing: a quota that was met again is history. */
export function refusals(situation: Situation): Refusal[] {
  return situation.workloads.flatMap((workload) => {
    const missing = (workload.desired ?? 0) - workload.pods.length;
    if (missing <= 0 || workload.object?.status?.completionTime) return [];
    const found = fromConditions(situation, workload) ?? fromEvents(situation, workload);
    return found ? [{ ...found, workload, missing }] : [];
  });
}

function fromConditions(situation: Situation, { ref, object }: WorkloadView) {
  const sets = situation
    .all("ReplicaSet", ref.namespace)
    .filter(({ metadata }) =>
      metadata.ownerReferences?.some(({ name, kind }) => name === ref.name && kind === ref.kind),
    );
  const holders: Workload[] = [...sets, ...(object ? [object] : [])];
  for (const holder of holders) {
    const condition = holder.status?.conditions?.find(
      ({ type, status }: Condition) => type === "ReplicaFailure" && status === "True",
    );
    if (!condition?.message) continue;
    const since = condition.lastTransitionTime ?? null;
    return {
      message: condition.message,
      since,
      evidence: cite.object(refOf(holder), `${condition.reason ?? "ReplicaFailure"}: ${condition.message}`, {}, since),
    };
  }
  return undefined;
}

function fromEvents(situation: Situation, workload: WorkloadView) {
  const event = situation.eventsOf(workload).find(({ reason }) => reason === "FailedCreate");
  if (!event) return undefined;
  return {
    message: event.message,
    since: event.first ? new Date(event.first).toISOString() : null,
    evidence: cite.event(event),
  };
}

/** A draft for every refusal whose message matches. What should be changed may be another object than the workload. */
export function refusalDrafts(
  situation: Situation,
  pattern: RegExp,
  say: (
    refusal: Refusal,
    match: RegExpExecArray,
  ) => { title: string; object?: Draft["object"]; next?: readonly Step[] },
): Draft[] {
  return refusals(situation).flatMap((refusal) => {
    const match = pattern.exec(refusal.message);
    if (!match) return [];
    const { title, object, next } = say(refusal, match);
    const { workload, evidence, since } = refusal;
    return [
      {
        object: object ?? workload.ref,
        affects: [workload.ref],
        title,
        confidence: "high",
        since,
        severity: workload.pods.length > 0 ? "warning" : "critical",
        evidence: [
          evidence,
          cite.object(workload.ref, `${workload.ref.name} has ${workload.pods.length} of ${workload.desired} pods`),
        ],
        ...(next ? { next } : {}),
      },
    ];
  });
}
