import { keyOf } from "../../core/object.ts";
import type { Series } from "../../core/observation.ts";
import { once } from "../../core/once.ts";
import type { Signal } from "../../core/signal.ts";
import type { Observed } from "../situation/observed.ts";
import type { WorkloadView } from "../situation/workload.ts";
import { type Measure, measures, names } from "./measures.ts";
import { type Points, recent, type Shift, shiftOf } from "./shift.ts";
import { named } from "./subject.ts";

/** How the requests to one workload went, told by itself or, where it tells nothing, by those who ask it. */
export interface Requests {
  workload: WorkloadView;
  errors: Course | undefined;
  latency: Course | undefined;
  rate: Course | undefined;
}

/** One signal of a workload over the window. */
export interface Course {
  /** The worst series of it, for evidence. */
  series: Series;
  points: Points;
  shift: Shift | undefined;
  now: number;
}

export const requests = once(build);

/** What is asked of the answering side first, and of the asking side where that gives nothing. */
const SOURCES = {
  errors: ["http-error-ratio", "client-error-ratio"],
  latency: ["http-latency-mean", "http-latency-p95", "client-latency-mean"],
  rate: ["http-rate", "client-rate"],
} as const satisfies Record<string, readonly Signal[]>;

function build(situation: Observed): Requests[] {
  const courses = {
    errors: coursesOf(situation, SOURCES.errors),
    latency: coursesOf(situation, SOURCES.latency),
    rate: coursesOf(situation, SOURCES.rate, sum),
  };
  return situation.workloads.flatMap((workload) => {
    const key = keyOf(workload.ref);
    const [errors, latency, rate] = [courses.errors.get(key), courses.latency.get(key), courses.rate.get(key)];
    return errors || latency || rate ? [{ workload, errors, latency, rate }] : [];
  });
}

function coursesOf(situation: Observed, signals: readonly Signal[], fold = mean): Map<string, Course> {
  const found = new Map<string, Course>();
  for (const signal of signals) {
    const about = measures(situation, signal).flatMap((measure) => {
      const workload = signal.startsWith("client-") ? peerOf(measure, situation) : measure.workload;
      return workload ? [{ key: keyOf(workload.ref), series: measure.series }] : [];
    });
    for (const [key, members] of Map.groupBy(about, ({ key }) => key))
      if (!found.has(key))
        found.set(
          key,
          courseOf(
            members.map(({ series }) => series),
            fold,
          ),
        );
  }
  return found;
}

/** The workload that a client's series is about: the one that was asked. */
export function peerOf({ series: { labels } }: Measure, situation: Observed): WorkloadView | undefined {
  return (
    named(labels.peer, labels.peer_namespace, names(situation), situation) ??
    named(labels.peer, labels.namespace, names(situation), situation)
  );
}

function courseOf(members: readonly Series[], fold: (values: readonly number[]) => number): Course {
  const [first] = members;
  const points = together(members, fold);
  const worst = members.toSorted((a, b) => (recent(b.points) ?? 0) - (recent(a.points) ?? 0))[0] ?? first;
  return {
    series: worst ?? { query: "", labels: {}, points: [] },
    points,
    shift: shiftOf(points),
    now: recent(points) ?? 0,
  };
}

/** Several series as one, minute by minute. */
export function together(members: readonly Series[], fold: (values: readonly number[]) => number): Points {
  if (members.length === 1) return members[0]?.points ?? [];
  const minutes = Map.groupBy(
    members.flatMap(({ points }) => byMinute(points)),
    ([at]) => at,
  );
  return [...minutes]
    .map(([at, points]): [number, number] => [at, fold(points.map(([, value]) => value))])
    .sort(([a], [b]) => a - b);
}

function byMinute(points: Points): Points {
  const minutes = Map.groupBy(points, ([at]) => Math.floor(at / 60) * 60);
  return [...minutes].map(([at, inside]): [number, number] => [at, mean(inside.map(([, value]) => value))]);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
