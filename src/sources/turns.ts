import { FairQueue } from "../core/fair-queue.ts";
import type { Connection } from "../core/source.ts";

/** Of every source a queue of its own, so that a slow one holds up nobody who asks another. */
export type Queues = (source: string) => FairQueue;

export function queuesOf(perSource: number): Queues {
  const queues = new Map<string, FairQueue>();
  return (source) => {
    const perCaller = Math.max(1, Math.floor(perSource / 2));
    const queue = queues.get(source) ?? new FairQueue({ max: perSource, perCaller, of: "questions" });
    queues.set(source, queue);
    return queue;
  };
}

/**
 * The sources for one caller: what is asked of a live one waits for its turn among the callers, within the call's deadline. What a
 * source asks on its own behalf within one question is one question.
 */
export function inTurn(connections: readonly Connection[], queues: Queues, caller: string): Connection[] {
  return connections.map((connection) => {
    if (!connection.isLive) return connection;
    const { name } = connection;
    const turn = <T>(work: () => Promise<T>, signal: AbortSignal) => queues(name).run(caller, work, signal);
    return {
      ...connection,
      reader: readerInTurn(connection.reader as object, turn),
      resolve: (asked, signal) => turn(() => connection.resolve(asked, signal), signal),
      names: (signal) => turn(() => connection.names(signal), signal),
      collect: (scope, signal) => turn(() => connection.collect(scope, signal), signal),
      record: (scope, writer, signal) => turn(() => connection.record(scope, writer, signal), signal),
    };
  });
}

type Turn = <T>(work: () => Promise<T>, signal: AbortSignal) => Promise<T>;

/** Readers end their methods' arguments with a signal; what takes none asks nothing. */
function readerInTurn(reader: object, turn: Turn): object {
  return new Proxy(reader, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key);
      if (typeof member !== "function") return member;
      return (...args: unknown[]) => {
        const signal = args.at(-1);
        if (!(signal instanceof AbortSignal)) return member.apply(target, args);
        return turn(async () => member.apply(target, args), signal);
      };
    },
  });
}
