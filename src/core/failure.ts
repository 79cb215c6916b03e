import { type ErrorKind, messageOf, SitrepError } from "./errors.ts";
import { isLate } from "./late.ts";
import { type Missing, missing, type Reason } from "./missing.ts";
import type { SourceReport, SourceStatus } from "./report.ts";
import { oneLine } from "./untrusted.ts";

const REASON: Record<ErrorKind, Reason> = {
  denied: "denied",
  unavailable: "failed",
  setup: "failed",
  input: "failed",
  limited: "failed",
};

/** Why a part is missing whose reading threw this. */
export function reasonOf(error: unknown): Reason {
  if (isLate(error)) return "timed-out";
  return error instanceof SitrepError ? REASON[error.kind] : "failed";
}

/** The part that could not be read, with the error's own words and its hint. */
export function missingBy(what: string, error: unknown, decisive = true): Missing {
  return missing(what, reasonOf(error), whyOf(error), decisive);
}

const STATUS: Partial<Record<Reason, SourceStatus>> = { denied: "denied", "timed-out": "timed-out" };

/** How a source that threw this is reported. `started` is a `performance.now()`. */
export function failureReport(source: string, error: unknown, started: number): SourceReport {
  return {
    source,
    status: STATUS[reasonOf(error)] ?? "unreachable",
    completeness: "not",
    missing: [missingBy(source, error)],
    detail: oneLine(whyOf(error), 300),
    asOf: null,
    durationMs: Math.round(performance.now() - started),
  };
}

function whyOf(error: unknown): string {
  const hint = error instanceof SitrepError && error.hint ? ` ${error.hint}` : "";
  return `${wordsOf(error)}${hint}`;
}

function wordsOf(error: unknown): string {
  return error instanceof DOMException && isLate(error) ? "No answer before the deadline." : messageOf(error);
}

/** For a source that is one of several: what the caller cannot change by asking otherwise. The others still tell something. */
export function asOutage(error: unknown): unknown {
  if (!(error instanceof SitrepError) || error.kind === "unavailable" || error.kind === "denied") return error;
  return new SitrepError("unavailable", error.message, { cause: error, ...(error.hint && { hint: error.hint }) });
}
