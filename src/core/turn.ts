import { setImmediate } from "node:timers/promises";

/** Awaited between pieces of long work; throws when the signal is aborted. */
export type Turn = () => Promise<void>;

/** Gives the event loop to others whenever this much time was taken: a probe or another call waits no longer than that. */
const MAX_MS = 15;

export function turns(signal: AbortSignal): Turn {
  let began = performance.now();
  return async () => {
    signal.throwIfAborted();
    if (performance.now() - began < MAX_MS) return;
    await setImmediate();
    began = performance.now();
  };
}
