import type { Pod } from "../../../core/kubernetes/pod.ts";
import { timeOf } from "../../../core/time.ts";
import { refOf } from "../../situation/object-index.ts";
import { isFinished } from "../../situation/pod.ts";
import type { Situation } from "../../situation/situation.ts";

/** The scheduler speaks within seconds; a minute of silence is not its load. */
const SILENCE_MS = 60_000;

export function isIgnored({ now, events }: Situation, pod: Pod): boolean {
  const { schedulerName = "default-scheduler", nodeName, schedulingGates } = pod.spec ?? {};
  const silent =
    !nodeName && !schedulingGates?.length && !pod.status?.conditions?.some(({ type }) => type === "PodScheduled");
  return (
    silent &&
    schedulerName === "default-scheduler" &&
    !isFinished(pod) &&
    now - made(pod) > SILENCE_MS &&
    events.of(refOf(pod)).length === 0
  );
}

export function made({ metadata }: Pod): number {
  return timeOf(metadata.creationTimestamp) ?? Infinity;
}

/** Static pods are bound by their kubelet. */
export function isStatic({ metadata }: Pod): boolean {
  return metadata.annotations?.["kubernetes.io/config.mirror"] !== undefined;
}
