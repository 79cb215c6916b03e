import type { Condition } from "../../../core/kubernetes/meta.ts";
import type { HorizontalPodAutoscaler } from "../../../core/kubernetes/workload.ts";
import type { ObjectRef } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { type Draft, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";

/** An autoscaler, what it scales, and one of its conditions. */
export interface Scaler {
  hpa: HorizontalPodAutoscaler;
  /** `undefined` when the target was not seen. */
  target: WorkloadView | undefined;
  condition: Condition;
}

/** Autoscalers whose condition of this type has this status. */
export function scalersWith(situation: Situation, type: string, status: string): Scaler[] {
  return situation.all("HorizontalPodAutoscaler").flatMap((hpa) => {
    const condition = hpa.status?.conditions?.find((item) => item.type === type && item.status === status);
    const { kind = "", name = "" } = hpa.spec?.scaleTargetRef ?? {};
    const namespace = hpa.metadata.namespace ?? "";
    const target = situation.workload({ apiVersion: "apps/v1", kind, namespace, name });
    return condition ? [{ hpa, target, condition }] : [];
  });
}

export function scalerDraft({ hpa, condition }: Scaler, title: string, next: Draft["next"] = []): Draft {
  const object = refOf(hpa);
  const since = condition.lastTransitionTime ?? null;
  const text = `${condition.type} is ${condition.status}, ${condition.reason ?? "no reason"}: ${condition.message ?? ""}`;
  return {
    object,
    title,
    confidence: "high",
    since,
    evidence: [cite.object(object, text, { reason: condition.reason ?? null }, since)],
    next: [...next, look("See the autoscaler", `kubectl -n ${object.namespace} describe hpa ${object.name}`)],
  };
}

/** The autoscaler that sets the replicas of this workload. */
export function scalerOf(
  situation: Situation,
  { kind, namespace, name }: ObjectRef,
): HorizontalPodAutoscaler | undefined {
  return situation.all("HorizontalPodAutoscaler", namespace).find(({ spec }) => {
    const target = spec?.scaleTargetRef;
    return target?.kind === kind && target.name === name;
  });
}

export type Bound = "minReplicas" | "maxReplicas";

/** The command that changes a bound: what a person sets by `kubectl scale` outside of them is put back. */
export function boundOf({ metadata }: HorizontalPodAutoscaler, bound: Bound, replicas: number): string {
  const patch = JSON.stringify({ spec: { [bound]: Math.max(1, replicas) } });
  return `kubectl -n ${metadata.namespace} patch hpa ${metadata.name} --type merge -p '${patch}'`;
}
