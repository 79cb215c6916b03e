import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { type ErrorKind, SitrepError } from "../../core/errors.ts";

const STATUS: Record<ErrorKind, ContentfulStatusCode> = {
  input: 400,
  denied: 403,
  limited: 429,
  unavailable: 502,
  setup: 503,
};

/** An error that teaches, as JSON; `status` where HTTP has a better one than the kind's. Only texts written for the caller leave; anything else is a bug and is told as one. */
export function problem(context: Context, error: unknown, status?: ContentfulStatusCode): Response {
  if (!(error instanceof SitrepError))
    return context.json({ error: { kind: "unavailable", message: "Internal error.", hint: null } }, 500);
  const { kind, message, hint = null, retryAfterS } = error;
  if (retryAfterS !== undefined) context.header("Retry-After", String(retryAfterS));
  return context.json({ error: { kind, message, hint } }, status ?? STATUS[kind]);
}
