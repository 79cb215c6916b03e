import type { Series } from "../../core/observation.ts";
import { once } from "../../core/once.ts";
import type { Signal } from "../../core/signal.ts";
import type { Observed } from "../situation/observed.ts";
import { type Names, namesIn, type Subject, subjectOf } from "./subject.ts";

/** One series of a known meaning, with what it is about. */
export interface Measure extends Subject {
  series: Series;
}

interface Measured {
  names: Names;
  bySignal: ReadonlyMap<Signal | undefined, readonly Series[]>;
  measures: Map<Signal, readonly Measure[]>;
}

/** The series that measure this, each with its subject; worked out once a situation. */
export function measures(situation: Observed, signal: Signal): readonly Measure[] {
  const measured = measuredIn(situation);
  const found =
    measured.measures.get(signal) ??
    (measured.bySignal.get(signal) ?? [])
      .filter(({ points }) => points.length > 0)
      .map((series) => ({ series, ...subjectOf(series.labels, measured.names, situation) }));
  measured.measures.set(signal, found);
  return found;
}

/** Who bears which name, for labels that name a second thing, such as `peer`. */
export function names(situation: Observed): Names {
  return measuredIn(situation).names;
}

const measuredIn = once(
  (situation: Observed): Measured => ({
    names: namesIn(situation),
    bySignal: Map.groupBy(situation.series, ({ signal }) => signal),
    measures: new Map(),
  }),
);
