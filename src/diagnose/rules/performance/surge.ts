import { keyOf } from "../../../core/object.ts";
import type { Series } from "../../../core/observation.ts";
import type { Signal } from "../../../core/signal.ts";
import { measures } from "../../metrics/measures.ts";
import { requests, together } from "../../metrics/requests.ts";
import { type Shift, shiftOf } from "../../metrics/shift.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";

/** A pod's use of something rose and stays high. */
export interface Surge {
  workload: WorkloadView;
  /** The pod that rose most, by name. */
  pod: string;
  series: Series;
  shift: Shift;
}

/** For every workload the pod whose use rose most, when it rose at least this many fold and this much. */
export function surges(situation: Situation, signal: Signal, fold: number, rise: number): Surge[] {
  const pods = Map.groupBy(
    measures(situation, signal).filter(({ workload }) => workload),
    ({ workload, series: { labels } }) => `${workload ? keyOf(workload.ref) : ""} ${labels.pod ?? ""}`,
  );
  const risen = [...pods.values()].flatMap((containers): Surge[] => {
    const [first] = containers;
    const shift = shiftOf(
      together(
        containers.map(({ series }) => series),
        sum,
      ),
    );
    if (!first?.workload || !shift) return [];
    if (shift.after < fold * shift.before || shift.after - shift.before < rise) return [];
    const worst = containers.toSorted((a, b) => last(b.series) - last(a.series))[0] ?? first;
    return [{ workload: first.workload, pod: first.series.labels.pod ?? "", series: worst.series, shift }];
  });
  const byWorkload = Map.groupBy(risen, ({ workload }) => keyOf(workload.ref));
  return [...byWorkload.values()].flatMap(
    (same) => same.toSorted((a, b) => b.shift.after - a.shift.after || a.pod.localeCompare(b.pod))[0] ?? [],
  );
}

/** Did the workload get that much more work in the same time? More use is then what one expects. */
export function hasMoreTraffic(situation: Situation, { ref }: WorkloadView, { before, after }: Shift): boolean {
  const rate = requests(situation).find(({ workload }) => keyOf(workload.ref) === keyOf(ref))?.rate?.shift;
  return rate !== undefined && rate.after / rate.before > Math.max(1.5, after / before / 2);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function last({ points }: Series): number {
  return points.at(-1)?.[1] ?? 0;
}
