import { type ErrorKind, messageOf, SitrepError } from "./errors.ts";
import { isLate } from "./late.ts";
import type { SourceReport, SourceStatus } from "./report.ts";
import { oneLine } from "./untrusted.ts";

const STATUS: Record<ErrorKind, SourceStatus> = {
  denied: "denied",
  unavailable: "unreachable",
  setup: "unreachable",
  input: "unreachable",
  limited: "unreachable",
};

/** How a source that threw this is reported: one line with the error's own words and its hint. */
export function statusOf(error: unknown): SourceStatus {
  if (isLate(error)) return "timed-out";
  return error instanceof SitrepError ? STATUS[error.kind] : "unreachable";
}

/** `started` is a `performance.now()`. */
export function failureReport(source: string, error: unknown, started: number): SourceReport {
  const hint = error instanceof SitrepError && error.hint ? ` ${error.hint}` : "";
  return {
    source,
    status: statusOf(error),
    detail: oneLine(`${wordsOf(error)}${hint}`, 300),
    asOf: null,
    durationMs: Math.round(performance.now() - started),
  };
}

function wordsOf(error: unknown): string {
  return isLate(error) && !(error instanceof SitrepError) ? "No answer before the deadline." : messageOf(error);
}

/** For a source that is one of several: what the caller cannot change by asking otherwise. The others still tell something. */
export function asOutage(error: unknown): unknown {
  if (!(error instanceof SitrepError) || error.kind === "unavailable" || error.kind === "denied") return error;
  return new SitrepError("unavailable", error.message, { cause: error, ...(error.hint && { hint: error.hint }) });
}
