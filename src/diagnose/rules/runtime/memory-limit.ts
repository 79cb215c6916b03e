import { bytes, quantity } from "../../../core/quantity.ts";
import { clock } from "../../../core/time.ts";
import { cite } from "../../cite.ts";
import { type ContainerView, containersOf, isUnstable, lastTermination } from "../../situation/pod.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";
import { podsToJudge } from "./crash.ts";

/** Containers that the kernel killed at their memory limit and that are not stable since. */
export function killedAtLimit(workload: WorkloadView, now: number): ContainerView[] {
  return podsToJudge(workload)
    .flatMap(containersOf)
    .filter(({ status }) => lastTermination(status)?.reason === "OOMKilled" && isUnstable(status, now));
}

/** Samples may miss the last seconds before a kill; a peak near the limit is seen more often than the limit itself. */
const NEAR = 0.8;

/** The highest working set that was sampled in any of the workload's pods, when it came near the limit (bytes). */
export function peakNear(limit: number | undefined, situation: Situation, { pods, ref }: WorkloadView) {
  const names = new Set(pods.map(({ metadata }) => metadata.name));
  const own = situation.series.filter(
    ({ signal, labels }) => signal === "memory-working-set" && names.has(labels.pod ?? ""),
  );
  const highest = own
    .map((series) => ({ series, point: series.points.reduce((a, b) => (b[1] > a[1] ? b : a), [0, 0]) }))
    .sort((a, b) => b.point[1] - a.point[1])[0];
  if (!highest || limit === undefined || highest.point[1] < NEAR * limit) return [];
  const { series, point } = highest;
  const at = clock(point[0] * 1000, situation.now);
  const text = `working set of ${series.labels.pod} reached ${bytes(point[1])} of ${bytes(limit)} at ${at}`;
  return [cite.metric(series, [ref], text)];
}

/** The rollout, if any, that lowered this container's memory limit. */
export function loweredLimit(situation: Situation, { ref }: WorkloadView, container: string) {
  for (const rollout of situation.rollouts(ref)) {
    const edit = rollout.differences.find(({ path }) => path === `containers[${container}].resources.limits.memory`);
    const [from, to] = [quantity(edit?.from ?? undefined), quantity(edit?.to ?? undefined)];
    if (from === undefined || to === undefined || to >= from) continue;
    const text = `memory limit lowered ${bytes(from)} → ${bytes(to)} in revision ${rollout.revision}`;
    return { rollout, evidence: cite.rollout(rollout, text) };
  }
  return undefined;
}
