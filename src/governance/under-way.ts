import { setTimeout } from "node:timers/promises";
import type { Handle } from "../core/call.ts";
import { SitrepError } from "../core/errors.ts";

/** Longer than a call that heeds its signal needs; one that does not must not keep the program alive. */
const MAX_WAIT_MS = 2_000;

/** The calls under way: the program is taken apart when they are over, and not before. */
export interface UnderWay {
  call: Handle;
  /** Cancels what is under way, and resolves when each call has left its line in the audit log. */
  end(): Promise<void>;
}

export function underWay(handle: Handle): UnderWay {
  const ending = new AbortController();
  const running = new Set<Promise<unknown>>();
  return {
    async call(call) {
      if (ending.signal.aborted) throw new SitrepError("unavailable", "sitrep is shutting down.");
      const result = handle({ ...call, signal: AbortSignal.any([call.signal, ending.signal]) });
      running.add(result);
      return result.finally(() => running.delete(result));
    },
    async end() {
      ending.abort();
      const limit = setTimeout(MAX_WAIT_MS, undefined, { ref: false });
      await Promise.race([Promise.allSettled(running), limit]);
    },
  };
}
