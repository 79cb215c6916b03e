import type { Pod } from "../../../core/kubernetes/pod.ts";
import { timeOf } from "../../../core/time.ts";
import { isFinished, isTerminating } from "../../situation/pod.ts";

/** Longer than the usual grace period with a minute of draining. */
const USUAL_MS = 90_000;

/** A pod that takes its time to end. */
export interface Leaving {
  pod: Pod;
  elapsed: number;
  left: number;
  /** The container whose hook holds it. */
  hook: string | undefined;
}

/** A pod that uses its grace period and has some left; one past it hangs, which is another matter. */
export function leaving(pod: Pod, now: number): Leaving | undefined {
  const end = timeOf(pod.metadata.deletionTimestamp);
  const grace = pod.metadata.deletionGracePeriodSeconds;
  if (!isTerminating(pod) || isFinished(pod) || end === undefined || grace === undefined || end <= now)
    return undefined;
  const elapsed = now - (end - grace * 1000);
  const hook = pod.spec?.containers?.find(({ lifecycle }) => lifecycle?.preStop)?.name;
  return elapsed > USUAL_MS ? { pod, elapsed, left: end - now, hook } : undefined;
}
