import { beforeAbort } from "../../../core/before-abort.ts";

/** One run for all who wait for it at the same time; it is stopped when nobody waits any more. */
export function shared<T>(run: (signal: AbortSignal) => Promise<T>): (signal: AbortSignal) => Promise<T> {
  let current: { answer: Promise<T>; stop: AbortController; waiting: number } | undefined;
  const start = () => {
    const stop = new AbortController();
    return { answer: run(stop.signal), stop, waiting: 0 };
  };
  return async (signal) => {
    current ??= start();
    const mine = current;
    mine.waiting++;
    try {
      return await beforeAbort(mine.answer, signal);
    } finally {
      if (--mine.waiting === 0) {
        mine.stop.abort();
        if (current === mine) current = undefined;
      }
    }
  };
}
