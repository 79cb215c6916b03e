/**
 * What the caller can do about it decides the kind:
 * `input` change the call · `denied` ask someone for permission · `limited` wait ·
 * `unavailable` a system did not answer · `setup` something is not installed or configured.
 */
export type ErrorKind = "input" | "denied" | "limited" | "unavailable" | "setup";

/** A failure whose message is written for the caller. Anything else thrown is a bug and stays in the log. */
export class SitrepError extends Error {
  readonly kind: ErrorKind;
  /** What to do or call next, one sentence. */
  readonly hint: string | undefined;

  constructor(kind: ErrorKind, message: string, options: ErrorOptions & { hint?: string } = {}) {
    super(message, options);
    this.name = "SitrepError";
    this.kind = kind;
    this.hint = options.hint;
  }
}

/** The message of anything thrown, for a log or a source report. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
