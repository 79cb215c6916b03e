import { FairQueue } from "../core/fair-queue.ts";
import type { Stage } from "./compose.ts";

/** Calls of everybody at once: beyond it they only slow each other down. */
const MAX_CALLS = 32;

/** Of one caller so many calls run at once and twice as many wait; more are told when to come back. Callers take turns. */
export function limitAtOnce(atOnce: number): Stage {
  const queue = new FairQueue({ max: MAX_CALLS, perCaller: atOnce, waiting: 2 * atOnce, of: "calls" });
  return async function waitForTurn(call, next) {
    return queue.run(call.caller.id, () => next(call), call.signal);
  };
}
