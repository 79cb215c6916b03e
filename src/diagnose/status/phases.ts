import { type Fields, isFields, textAt } from "../../core/fields.ts";
import { type Sense, senseOf } from "./polarity.ts";

/** What an object says of itself in a word or a phrase, for want of conditions. */
export interface Phase {
  /** `status.phase`, `status.health.status`. */
  field: string;
  value: string;
  sense: Sense;
  message: string;
}

/** Where operators put it; with where they say why. Of several, the one that tells of trouble is meant. */
const PLACES: readonly (readonly [field: string, ...why: string[]])[] = [
  ["operationState.phase", "operationState.message"],
  ["health.status", "health.message"],
  ["phase", "message", "phaseReason", "reason", "failureMessage", "errorMessage"],
  ["state", "message", "reason", "stateMessage"],
  ["status", "message", "reason", "error"],
  ["health", "message"],
  ["ceph.health"],
  ["sync.status"],
];
/** Errors that have a field of their own, which is empty while all is well. */
const ERRORS = [
  "error.message",
  "error",
  "lastError",
  "errorMessage",
  "failureMessage",
  "lastBackoff.message",
  "lastReconcileError",
];
/** Says that the cluster differs from what is written, and no more. */
const DIFFERS = /^(?:OutOfSync|yellow|HEALTH_WARN)$/i;

/** Is it a difference and no failure? */
export function isMinor({ value }: Phase): boolean {
  return DIFFERS.test(value);
}

/** What tells most of trouble first. */
export function phasesIn(status: Fields): Phase[] {
  const errors = ERRORS.flatMap((field): Phase[] => {
    const message = textAt(status, field);
    return message ? [{ field, value: "", sense: "bad", message }] : [];
  }).slice(0, 1);
  const phases = PLACES.flatMap(([field, ...why]): Phase[] => {
    const value = textAt(status, field);
    if (!value || value.length > 120) return [];
    const message = why.map((path) => textAt(status, path)).find((text) => text && text !== value) ?? "";
    return [{ field, value, sense: senseOf(value), message: message || unhealthyPart(status) }];
  });
  const bad = phases.filter(({ sense }) => sense === "bad").sort((a, b) => Number(isMinor(a)) - Number(isMinor(b)));
  return [...bad, ...errors, ...phases.filter(({ sense }) => sense !== "bad")];
}

/** An application lists what it is made of, each with its own health: the first that is not well. */
function unhealthyPart({ resources }: Fields): string {
  const parts = Array.isArray(resources) ? resources.filter(isFields) : [];
  const bad = parts.find((part) => /^(?:Degraded|Missing)$/.test(textAt(part, "health.status")));
  if (!bad) return "";
  const message = textAt(bad, "health.message");
  return `${bad.kind} ${bad.name} is ${textAt(bad, "health.status")}${message ? `: ${message}` : ""}`;
}
