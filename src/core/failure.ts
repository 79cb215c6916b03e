import { type ErrorKind, messageOf, SitrepError } from "./errors.ts";
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
  if (isTimeout(error)) return "timed-out";
  return error instanceof SitrepError ? STATUS[error.kind] : "unreachable";
}

/** `started` is a `performance.now()`. */
export function failureReport(source: string, error: unknown, started: number): SourceReport {
  const hint = error instanceof SitrepError && error.hint ? ` ${error.hint}` : "";
  return {
    source,
    status: statusOf(error),
    detail: oneLine(`${isTimeout(error) ? timeoutMessage(error) : messageOf(error)}${hint}`, 300),
    asOf: null,
    durationMs: Math.round(performance.now() - started),
  };
}

/** A deadline that passed here, or a server that gave up: `cause` carries the TimeoutError. */
function isTimeout(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === "TimeoutError" || (error instanceof SitrepError && isTimeout(error.cause));
}

function timeoutMessage(error: unknown): string {
  return error instanceof SitrepError ? error.message : "No answer before the deadline.";
}
