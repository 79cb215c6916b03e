import { shortName } from "../../../core/object.ts";
import { bytes, quantity } from "../../../core/quantity.ts";
import { clock } from "../../../core/time.ts";
import { cite } from "../../cite.ts";
import { change, defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { containersOf, isUnstable, lastTermination } from "../../situation/pod.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";

export const oomKilled = defineRule({
  code: "oom-killed",
  family: "runtime",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The kernel kills the container because it reaches its memory limit.",
  needs: "A container status that ended with reason OOMKilled and is not stable since.",
  remedy: "Raise the limit to what the working set needs, or undo the rollout that lowered it; then look for the leak.",
  disproof:
    "The working set stays well below the limit until the kill, or the node itself was out of memory (event SystemOOM).",
  *check(situation) {
    for (const workload of situation.workloads) {
      const killed = workload.pods
        .flatMap(containersOf)
        .filter(({ status }) => lastTermination(status)?.reason === "OOMKilled" && isUnstable(status, situation.now));
      const [first] = killed;
      if (!first) continue;
      const pods = new Set(killed.map(({ pod }) => pod));
      const restarts = killed.reduce((sum, { status }) => sum + (status?.restartCount ?? 0), 0);
      const limit = first.spec.resources?.limits?.memory;
      const ends = killed
        .map(({ status }) => lastTermination(status)?.finishedAt ?? "")
        .filter(Boolean)
        .sort();
      const lowered = loweredLimit(situation, workload, first.spec.name);
      yield {
        object: workload.ref,
        title: `${workload.ref.name} exceeds its memory limit${limit ? ` of ${limit}` : ""}${lowered ? ` after rollout ${lowered.revision}` : ""}`,
        confidence: "high",
        since: lowered?.at ? new Date(lowered.at).toISOString() : (ends[0] ?? null),
        severity: pods.size < workload.pods.length ? "warning" : "critical",
        evidence: [
          cite.object(
            refOf(first.pod),
            `${pods.size} of ${workload.pods.length} pods OOMKilled, ${restarts} restarts, last ${ends.at(-1) ?? "at an unknown time"}`,
            { container: first.spec.name, limit: limit ?? null },
            ends.at(-1) ?? null,
          ),
          ...(lowered ? [lowered.evidence] : []),
          ...peak(situation, workload, quantity(limit)),
        ],
        next: steps(workload, lowered?.previous),
      };
    }
  },
});

/** Samples may miss the last seconds before a kill; a peak near the limit is seen more often than the limit itself. */
const NEAR = 0.8;

/** The highest working set that was sampled in any of the workload's pods, when it came near the limit. */
function peak(situation: Situation, { pods, ref }: WorkloadView, limit: number | undefined) {
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
  return [
    cite.metric(
      series,
      [ref],
      `working set of ${series.labels.pod} reached ${bytes(point[1])} of ${bytes(limit)} at ${at}`,
    ),
  ];
}

/** The rollout, if any, that lowered this container's memory limit. */
function loweredLimit(situation: Situation, { ref }: WorkloadView, container: string) {
  for (const rollout of situation.rollouts(ref)) {
    const edit = rollout.differences.find(({ path }) => path === `containers[${container}].resources.limits.memory`);
    const [from, to] = [quantity(edit?.from ?? undefined), quantity(edit?.to ?? undefined)];
    if (from === undefined || to === undefined || to >= from) continue;
    return {
      ...rollout,
      evidence: cite.rollout(
        rollout,
        `memory limit lowered ${bytes(from)} → ${bytes(to)} in revision ${rollout.revision}`,
      ),
    };
  }
  return undefined;
}

function steps({ ref }: WorkloadView, previous: number | undefined) {
  const target = `-n ${ref.namespace}`;
  const undo =
    previous === undefined
      ? []
      : [
          change(
            "Undo the rollout that lowered the limit",
            `kubectl ${target} rollout undo ${shortName(ref)} --to-revision=${previous}`,
          ),
        ];
  return [...undo, look("Compare use with the limit", `kubectl ${target} top pod --containers`)];
}
