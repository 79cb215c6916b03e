import type { Evidence } from "../../../core/evidence.ts";
import type { Pod } from "../../../core/kubernetes/pod.ts";
import { once } from "../../../core/once.ts";
import { cite } from "../../cite.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";
import { schedulerSays } from "./claims.ts";

/** A claim that a pod names and nobody made. */
export interface MissingClaim {
  workload: WorkloadView;
  pod: Pod;
  name: string;
  says: Evidence;
}

const NOT_FOUND = /persistentvolumeclaim "([^"]+)" not found/;

/** One for each workload: by the condition of a pending pod, or by the scheduler's event where the condition has no message. */
export const missingClaims = once((situation: Situation): readonly MissingClaim[] =>
  situation.workloads.flatMap((workload) =>
    workload.pods.flatMap((pod) => missing(situation, workload, pod)).slice(0, 1),
  ),
);

function missing(situation: Situation, workload: WorkloadView, pod: Pod): MissingClaim[] {
  if (pod.spec?.nodeName) return [];
  const told = schedulerSays(pod);
  const [, name] = NOT_FOUND.exec(told) ?? [];
  if (name) {
    const text = `pod ${pod.metadata.name} is not scheduled: ${told}`;
    return [{ workload, pod, name, says: cite.object(refOf(pod), text) }];
  }
  const event = situation.events.of(refOf(pod)).find(({ reason }) => reason === "FailedScheduling");
  const [, seen] = NOT_FOUND.exec(event?.message ?? "") ?? [];
  return event && seen ? [{ workload, pod, name: seen, says: cite.event(event) }] : [];
}
