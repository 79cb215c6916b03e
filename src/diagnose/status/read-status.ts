import { type Fields, isFields } from "../../core/fields.ts";
import type { KubeObject } from "../../core/kubernetes/meta.ts";
import { conditionsOf, type Told } from "./conditions.ts";
import { isMinor, phasesIn } from "./phases.ts";
import { senseOf, tellsFailure, tellsWork } from "./polarity.ts";
import { isSuspended } from "./suspended.ts";

/**
 * `ready` as it should be · `progressing` its controller is at work · `failed` its controller says why it cannot be ·
 * `impaired` it is ready, and something about it fails · `suspended` left alone on purpose · `unknown` it says nothing that is understood.
 */
export type State = "ready" | "progressing" | "failed" | "impaired" | "suspended" | "unknown";

export interface Status {
  state: State;
  /** What tells: `Ready is False`, `phase is Failed`; empty for `unknown` and `suspended`. */
  says: string;
  reason: string;
  /** The controller's own words. */
  message: string;
  /** RFC 3339, since when it says so. */
  since: string | null;
}

type Verdict = "good" | "failed" | "busy" | "neutral";

/** What an object of any kind says of itself, by the conventions: conditions first, then phases and errors. */
export function readStatus(object: KubeObject & { status?: unknown }): Status {
  const status = isFields(object.status) ? object.status : {};
  if (isSuspended(object)) return { state: "suspended", says: "", reason: "", message: "", since: null };
  return fromConditions(conditionsOf(status)) ?? fromPhases(status) ?? allGood(status);
}

function fromConditions(told: readonly Told[]): Status | undefined {
  const judged = told.map((item) => ({ ...item, verdict: verdictOf(item.condition) }));
  const ready = judged.some(({ condition, part, verdict }) => isSummary(condition) && !part && verdict === "good");
  const [failed] = judged.filter(({ verdict }) => verdict === "failed").sort((a, b) => telling(b) - telling(a));
  if (failed) return { ...saying(failed), state: ready ? "impaired" : "failed" };
  const [busy] = judged.filter(({ verdict }) => verdict === "busy").sort((a, b) => telling(b) - telling(a));
  // Ready while it works at something: an update that goes on.
  return busy && !ready ? { ...saying(busy), state: "progressing" } : undefined;
}

function fromPhases(status: Fields): Status | undefined {
  const [phase] = phasesIn(status);
  if (!phase || (phase.sense !== "bad" && phase.sense !== "busy")) return undefined;
  const { field, value, message, sense } = phase;
  const says = value ? `${field} is ${value}` : `${field} is set`;
  const state = sense === "busy" ? "progressing" : isMinor(phase) ? "impaired" : "failed";
  return { state, says, reason: value, message, since: null };
}

function allGood(status: Fields): Status {
  const said = conditionsOf(status).some(({ condition }) => verdictOf(condition) === "good");
  const state = said || phasesIn(status).some(({ sense }) => sense === "good" || sense === "ended");
  return { state: state ? "ready" : "unknown", says: "", reason: "", message: "", since: null };
}

/** A condition without a status, as Argo CD writes them, is there because it is so. */
function verdictOf({ type, status = "True", reason = "", message = "", severity = "" }: Told["condition"]): Verdict {
  if (/^(?:Info|Warning)$/.test(severity)) return "neutral";
  const sense = senseOf(type);
  if (status === "True")
    return sense === "bad" ? "failed" : sense === "busy" ? "busy" : sense === "unknown" ? "neutral" : "good";
  if (status === "False") {
    if (sense === "good") return tellsWork(reason, message) ? "busy" : "failed";
    // Work that is not at its end, or of unknown meaning: only its reason can tell of a failure.
    return sense !== "bad" && tellsFailure(reason) ? "failed" : "neutral";
  }
  return sense === "good" ? "busy" : "neutral";
}

function isSummary({ type }: Told["condition"]): boolean {
  return type === "Ready" || type === "Available" || type === "Healthy";
}

/** With words rather than without; of the object rather than of a part; stalled, then its summary, then what comes first. */
function telling({ condition, part }: Told): number {
  return (
    (condition.message ? 8 : 0) +
    (part ? 0 : 4) +
    (condition.type === "Stalled" ? 1 : 0) +
    (isSummary(condition) ? 2 : 0)
  );
}

function saying({ condition, part }: Told): Omit<Status, "state"> {
  const { type, status = "True", reason = "", message = "", lastTransitionTime = null } = condition;
  return { says: `${part ? `${part}: ` : ""}${type} is ${status}`, reason, message, since: lastTransitionTime };
}
