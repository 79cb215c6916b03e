import { keyOf, type ObjectRef } from "../../../core/object.ts";
import { SIGNALS, type Signal } from "../../../core/signal.ts";
import { cite } from "../../cite.ts";
import { amount } from "../../metrics/amount.ts";
import { type Measure, measures } from "../../metrics/measures.ts";
import { recent, type Shift, shiftOf } from "../../metrics/shift.ts";
import type { Draft } from "../../rule.ts";
import type { Situation } from "../../situation/situation.ts";

/** A series whose level now is at least the limit that was asked for. */
export interface Level {
  measure: Measure;
  now: number;
  /** The level as people read it. */
  told: string;
  shift: Shift | undefined;
}

export interface Told {
  object: ObjectRef;
  title: string;
  next: Draft["next"];
  /** `high` when it is missing. */
  confidence?: Draft["confidence"];
}

/** The series of this signal that stand at or above the limit, the highest first. */
export function levels(situation: Situation, signal: Signal, limit: number): Level[] {
  return measures(situation, signal)
    .flatMap((measure): Level[] => {
      const now = recent(measure.series.points) ?? 0;
      if (now < limit) return [];
      return [{ measure, now, told: amount(now, SIGNALS[signal].unit), shift: shiftOf(measure.series.points) }];
    })
    .sort((a, b) => b.now - a.now);
}

/** One draft per object whose series stand at or above the limit; `tell` names it, or says that it does not count. */
export function levelDrafts(
  situation: Situation,
  signal: Signal,
  limit: number,
  tell: (level: Level) => Told | undefined,
): Draft[] {
  const told = levels(situation, signal, limit).flatMap((level) => {
    const about = tell(level);
    return about ? [{ level, about }] : [];
  });
  const worst = new Map(told.toReversed().map((item) => [keyOf(item.about.object), item]));
  return [...worst.values()].map(({ level: { measure, told, shift }, about }) => ({
    object: about.object,
    title: about.title,
    confidence: about.confidence ?? "high",
    since: shift && shift.after > shift.before ? new Date(shift.at).toISOString() : null,
    evidence: [cite.metric(measure.series, [about.object], `${SIGNALS[signal].meaning} It is ${told}.`)],
    ...(about.next && { next: about.next }),
  }));
}
