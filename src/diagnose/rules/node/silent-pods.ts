import type { Pod } from "../../../core/kubernetes/pod.ts";
import { timeOf } from "../../../core/time.ts";
import { refOf } from "../../situation/object-index.ts";
import { isFinished, isTerminating } from "../../situation/pod.ts";
import type { Situation } from "../../situation/situation.ts";

/** A kubelet takes a pod up within seconds of its binding: volumes, sandbox and image each leave an event or a status. */
const SILENCE_MS = 2 * 60_000;

/** Bound, and nothing since: no container, no condition of the kubelet's, no event. */
export function isSilent({ now, events }: Situation, pod: Pod): boolean {
  const { containerStatuses = [], initContainerStatuses = [], conditions = [] } = pod.status ?? {};
  const at = boundAt(pod);
  return (
    pod.spec?.nodeName !== undefined &&
    at !== undefined &&
    now - at > SILENCE_MS &&
    !isFinished(pod) &&
    !isTerminating(pod) &&
    containerStatuses.length + initContainerStatuses.length === 0 &&
    conditions.every(({ type }) => type === "PodScheduled") &&
    events.of(refOf(pod)).every(({ reason }) => reason === "Scheduled")
  );
}

export function boundAt({ status }: Pod): number | undefined {
  const bound = status?.conditions?.find(
    (condition) => condition.type === "PodScheduled" && condition.status === "True",
  );
  return timeOf(bound?.lastTransitionTime ?? null);
}

/** What was started since shows a kubelet that works. */
export function startsOthers(situation: Situation, node: string, silent: readonly Pod[]): boolean {
  const first = Math.min(...silent.map((pod) => boundAt(pod) ?? 0));
  const there = situation.all("Pod").filter(({ spec }) => spec?.nodeName === node);
  return there
    .flatMap(({ status }) => status?.containerStatuses ?? [])
    .some(({ state }) => (timeOf(state?.running?.startedAt ?? null) ?? 0) > first);
}
