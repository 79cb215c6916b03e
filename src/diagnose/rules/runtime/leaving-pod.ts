import type { Evidence } from "../../../core/evidence.ts";
import type { Step } from "../../../core/finding.ts";
import type { Pod } from "../../../core/kubernetes/pod.ts";
import { duration, timeOf } from "../../../core/time.ts";
import { cite } from "../../cite.ts";
import { look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
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
function leaving(pod: Pod, now: number): Leaving | undefined {
  const end = timeOf(pod.metadata.deletionTimestamp);
  const grace = pod.metadata.deletionGracePeriodSeconds;
  if (!isTerminating(pod) || isFinished(pod) || end === undefined || grace === undefined || end <= now)
    return undefined;
  const elapsed = now - (end - grace * 1000);
  const hook = pod.spec?.containers?.find(({ lifecycle }) => lifecycle?.preStop)?.name;
  return elapsed > USUAL_MS ? { pod, elapsed, left: end - now, hook } : undefined;
}

/** Those that take their time, the longest first. */
export function slowToLeave(pods: readonly Pod[], now: number): Leaving[] {
  return pods.flatMap((pod) => leaving(pod, now) ?? []).sort((a, b) => b.elapsed - a.elapsed);
}

export function citeLeaving({ pod, elapsed, hook }: Leaving): Evidence {
  const { name, deletionGracePeriodSeconds } = pod.metadata;
  return cite.object(
    refOf(pod),
    `${name}: deleted ${duration(elapsed)} ago, grace period ${deletionGracePeriodSeconds} s${hook ? `, preStop hook of ${hook}` : ""}`,
  );
}

export function seeWait({ pod }: Leaving): Step {
  return look("See what it waits for", `kubectl -n ${pod.metadata.namespace} describe pod ${pod.metadata.name}`);
}
