import { keyOf, type ObjectRef } from "../../../core/object.ts";
import type { Alert } from "../../../core/observation.ts";
import { once } from "../../../core/once.ts";
import { type AlertReading, readAlert } from "../../alerts/reading.ts";
import type { Situation } from "../../situation/situation.ts";
import { isFault, subject } from "../change/alert-subject.ts";

/** An object of which an alert says that its requests are slow or fail. */
export interface AlertedSuffering {
  object: ObjectRef;
  alert: Alert;
  reading: AlertReading;
}

/** Latency of an object, in ms, with how many times more it is than before. */
export interface Slowed extends AlertedSuffering {
  now: number;
  times: number;
}

export const suffering = once((situation: Situation): readonly AlertedSuffering[] =>
  situation.alerts.filter(isFault).flatMap((alert): AlertedSuffering[] => {
    const reading = readAlert(alert);
    const suffers = reading?.topic === "latency" || reading?.topic === "errors";
    const object = suffers ? subject(situation, alert) : undefined;
    return reading && object ? [{ object, alert, reading }] : [];
  }),
);

/** What multiplied by less is what its callees cost it. */
export const TIMES = 10;

/**
 * Who is slow of several that are. A caller waits at least as long as what it calls, so of those whose latency multiplied
 * the one with the least now lies deepest; one that is known to call another of them does not. Undefined for a single one.
 */
export function slowestHop(situation: Situation): { hop: Slowed; others: readonly Slowed[] } | undefined {
  const slowed = [...Map.groupBy(suffering(situation), ({ object }) => keyOf(object)).values()].flatMap(slowedBy);
  const waits = ({ object }: Slowed) =>
    slowed.some((other) => other.object !== object && situation.graph.reach(other.object).has(keyOf(object)));
  const deepest = slowed.filter((one) => !waits(one));
  const [hop] = (deepest.length > 0 ? deepest : slowed).toSorted((a, b) => a.now - b.now);
  const others = slowed.filter((one) => one !== hop);
  return hop && others.length > 0 ? { hop, others } : undefined;
}

function slowedBy(same: readonly AlertedSuffering[]): Slowed[] {
  const told = same.find(({ reading }) => reading.topic === "latency" && reading.before && reading.now);
  const { before = 0, now = 0 } = told?.reading ?? {};
  return told && now >= TIMES * before ? [{ ...told, now, times: now / before }] : [];
}
