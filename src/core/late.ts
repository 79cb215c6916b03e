/** A deadline that passed here, or a server that gave up: an error's `cause` carries the TimeoutError. */
export function isLate(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === "TimeoutError" || isLate(error.cause);
}

/** Throws when whoever asked went away. After a deadline that passed the work goes on with what arrived. */
export function throwIfGone(signal: AbortSignal): void {
  if (signal.aborted && !isLate(signal.reason)) throw signal.reason;
}
