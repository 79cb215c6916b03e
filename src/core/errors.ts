import { redact } from "./redact/redact.ts";

/**
 * What the caller can do about it decides the kind:
 * `input` change the call · `denied` ask someone for permission · `limited` wait ·
 * `unavailable` a system did not answer · `setup` something is not installed or configured.
 */
export type ErrorKind = "input" | "denied" | "limited" | "unavailable" | "setup";

/**
 * A failure whose message is written for the caller. Anything else thrown is a bug and stays in the log. Messages quote what
 * others wrote (a server, a file, a login program), so they are redacted here, where every error passes.
 */
export class SitrepError extends Error {
  readonly kind: ErrorKind;
  /** What to do or call next, one sentence. */
  readonly hint: string | undefined;
  /** Of `limited`: seconds after which it may be tried again. */
  readonly retryAfterS: number | undefined;

  constructor(kind: ErrorKind, message: string, options: ErrorOptions & { hint?: string; retryAfterS?: number } = {}) {
    super(redact(message), options);
    this.name = "SitrepError";
    this.kind = kind;
    this.hint = options.hint === undefined ? undefined : redact(options.hint);
    this.retryAfterS = options.retryAfterS;
  }
}

/** All that is known of anything thrown, redacted, for a log. */
export function traceOf(thrown: unknown): string {
  return redact(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown));
}

/** A `limited` error that says when to come back. */
export function tooOften(message: string, waitMs: number): SitrepError {
  const retryAfterS = Math.ceil(waitMs / 1000);
  return new SitrepError("limited", message, { hint: `Try again in ${retryAfterS} s.`, retryAfterS });
}

/** The message of anything thrown, redacted, for a log or a source report. */
export function messageOf(thrown: unknown): string {
  return redact(thrown instanceof Error ? thrown.message : String(thrown));
}
