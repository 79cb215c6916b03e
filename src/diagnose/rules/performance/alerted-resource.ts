import { keyOf, type ObjectRef } from "../../../core/object.ts";
import type { Alert } from "../../../core/observation.ts";
import { type AlertReading, type AlertTopic, readAlert } from "../../alerts/reading.ts";
import type { Situation } from "../../situation/situation.ts";
import { isFault, subject } from "../change/alert-subject.ts";

/** The resource that alerts say an object is short of, with the alert that says it best. */
export interface AlertedResource {
  object: ObjectRef;
  alert: Alert;
  reading: AlertReading;
}

/** What may be the reason of trouble elsewhere; the more telling first. */
const REASONS: readonly AlertTopic[] = ["throttling", "packet-loss", "memory", "disk", "cpu"];
/** A share that is used to less than this is no shortage, however fast it rose. */
const LEAST_PERCENT = 50;

export function alertedResources(situation: Situation): AlertedResource[] {
  const about = situation.alerts.filter(isFault).flatMap((alert): AlertedResource[] => {
    const reading = readAlert(alert);
    const object = reading && isShort(reading) ? subject(situation, alert) : undefined;
    return reading && object ? [{ object, alert, reading }] : [];
  });
  return [...Map.groupBy(about, ({ object }) => keyOf(object)).values()].flatMap((same) =>
    same.toSorted((a, b) => REASONS.indexOf(a.reading.topic) - REASONS.indexOf(b.reading.topic)).slice(0, 1),
  );
}

function isShort({ topic, percent }: AlertReading): boolean {
  return REASONS.includes(topic) && (percent === undefined || percent >= LEAST_PERCENT);
}
