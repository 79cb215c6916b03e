import { randomUUID } from "node:crypto";
import { SitrepError } from "../core/errors.ts";
import type { Stage } from "./compose.ts";

/**
 * Outermost. A `SitrepError` is written for the caller and passes; anything else is a bug or carries a system's own
 * words, so the caller gets an id and the log gets the rest.
 */
export function boundary(log: (message: string, error: unknown) => void): Stage {
  return async function guardBoundary(call, next) {
    try {
      return await next(call);
    } catch (error) {
      if (error instanceof SitrepError) throw error;
      if (call.signal.aborted)
        throw new SitrepError("unavailable", `${call.tool} was cancelled before it finished.`, { cause: error });
      const id = randomUUID().slice(0, 8);
      log(`internal error ${id} in ${call.tool}`, error);
      throw new SitrepError("unavailable", `Internal error ${id} in ${call.tool}.`, {
        cause: error,
        hint: `The log has the details under ${id}; please report it.`,
      });
    }
  };
}
