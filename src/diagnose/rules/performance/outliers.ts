import type { Pod } from "../../../core/kubernetes/pod.ts";
import { keyOf } from "../../../core/object.ts";
import type { Series } from "../../../core/observation.ts";
import { measures } from "../../metrics/measures.ts";
import { median, recent } from "../../metrics/shift.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";

/** A pod that is unlike the other pods of its workload. */
export interface Outlier {
  pod: Pod;
  workload: WorkloadView;
  series: Series;
  signal: Compared;
  value: number;
  /** The median of the others. */
  siblings: number;
}

/** How a pod must differ from each sibling to count: this much more, and twice their highest. */
const FLOOR = { "http-error-ratio": 0.05, "http-latency-mean": 0.05 } as const;
type Compared = keyof typeof FLOOR;
const MIN_PODS = 3;
/** Its first minutes say nothing about a pod: caches are empty, connections are made. */
const MIN_POINTS = 3;

/** One pod of three or more that is worse than every other; where two are, it is not one pod's trouble. */
export function outliers(situation: Situation): Outlier[] {
  return (["http-error-ratio", "http-latency-mean"] as const).flatMap((signal) => {
    const ofPods = measures(situation, signal).flatMap(({ pod, workload, series }) =>
      pod && workload && series.points.length >= MIN_POINTS
        ? [{ pod, workload, series, signal, value: recent(series.points) ?? 0 }]
        : [],
    );
    const byWorkload = Map.groupBy(ofPods, ({ workload }) => keyOf(workload.ref));
    return [...byWorkload.values()].flatMap((members) => {
      const [worst, ...others] = members.toSorted((a, b) => b.value - a.value);
      const pods = new Set(members.map(({ pod }) => pod));
      if (!worst || pods.size < MIN_PODS || pods.size !== members.length) return [];
      const values = others.map(({ value }) => value);
      const apart = worst.value - Math.max(...values) >= FLOOR[signal] && worst.value >= 2 * Math.max(...values);
      return apart ? [{ ...worst, siblings: median(values) }] : [];
    });
  });
}
