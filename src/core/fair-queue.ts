import { tooOften } from "./errors.ts";

export interface FairQueueOptions {
  /** Pieces of work at once, of everybody together. */
  max: number;
  /** Of one caller. */
  perCaller: number;
  /** Waiting of one caller; who asks for more is refused with a `limited` error. No bound when absent. */
  waiting?: number;
  /** What they are, for the error: `calls`. */
  of: string;
}

interface Caller {
  running: number;
  waiting: (() => void)[];
}

/** How much the latest piece of work counts in the mean duration. */
const WEIGHT = 0.2;

/**
 * Lets so much work run at once, of one caller a part, and gives free places to the callers in turn: who brings much waits for
 * their own work and holds nobody up.
 */
export class FairQueue {
  readonly #options: FairQueueOptions;
  /** In the order in which they get the next place. */
  readonly #callers = new Map<string, Caller>();
  #running = 0;
  #meanMs = 1_000;

  constructor(options: FairQueueOptions) {
    this.#options = options;
  }

  /** Runs the work when it is its turn; an abort while it waits throws the signal's reason. What need not wait always begins. */
  async run<T>(caller: string, work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    await this.#place(caller, signal);
    const began = performance.now();
    try {
      return await work();
    } finally {
      this.#meanMs += WEIGHT * (performance.now() - began - this.#meanMs);
      this.#leave(caller);
    }
  }

  async #place(name: string, signal: AbortSignal): Promise<void> {
    const caller = this.#callers.get(name) ?? { running: 0, waiting: [] };
    this.#callers.set(name, caller);
    if (this.#running < this.#options.max && caller.running < this.#options.perCaller) return this.#take(caller);
    const { waiting = Number.POSITIVE_INFINITY, perCaller, of } = this.#options;
    if (caller.waiting.length >= waiting)
      throw tooOften(
        `${caller.running} ${of} run and ${caller.waiting.length} wait for you: the limit is ${perCaller} at once.`,
        (caller.waiting.length / perCaller) * this.#meanMs,
      );
    signal.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const start = () => {
      signal.removeEventListener("abort", stop);
      this.#take(caller);
      resolve();
    };
    const stop = () => {
      caller.waiting.splice(caller.waiting.indexOf(start), 1);
      this.#forget(name, caller);
      reject(signal.reason);
    };
    signal.addEventListener("abort", stop, { once: true });
    caller.waiting.push(start);
    return promise;
  }

  #take(caller: Caller): void {
    this.#running++;
    caller.running++;
  }

  #leave(name: string): void {
    const caller = this.#callers.get(name);
    if (!caller) return;
    this.#running--;
    caller.running--;
    this.#forget(name, caller);
    for (const [next, { running, waiting }] of this.#callers) {
      const start = running < this.#options.perCaller ? waiting.shift() : undefined;
      if (!start) continue;
      start();
      this.#toTheEnd(next);
      return;
    }
  }

  #toTheEnd(name: string): void {
    const caller = this.#callers.get(name);
    this.#callers.delete(name);
    if (caller) this.#callers.set(name, caller);
  }

  #forget(name: string, { running, waiting }: Caller): void {
    if (running === 0 && waiting.length === 0) this.#callers.delete(name);
  }
}
