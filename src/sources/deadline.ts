import { beforeAbort } from "../core/before-abort.ts";
import { SitrepError } from "../core/errors.ts";
import { failureReport } from "../core/failure.ts";
import { isLate } from "../core/late.ts";
import type { Connection } from "../core/source.ts";

/** Of its time a source keeps this share, half a second at most, to put together what arrived. */
const RESERVE = 0.1;
const MAX_RESERVE_MS = 500;
/** What a question is about must be known early enough to ask for it. */
const RESOLVE_SHARE = 0.5;

/**
 * The sources for the time of one call. Everything that is asked of a live one, by whichever phase or tool, goes through here:
 * its signal is aborted with a TimeoutError shortly before the deadline, it is given up at the deadline whether it listens or
 * not, and what is late is an error or a report that says so. A recording has no deadline: it cannot hang, only its caller can.
 */
export function withDeadline(connections: readonly Connection[], deadlineMs: number): Connection[] {
  const deadline = within(deadlineMs);
  const resolving = within(deadlineMs * RESOLVE_SHARE);
  return connections.map((connection) => (connection.isLive ? bounded(connection, deadline, resolving) : connection));
}

interface Deadline {
  ms: number;
  /** A source that listens answers with what it has. */
  soft: AbortSignal;
  hard: AbortSignal;
}

function within(ms: number): Deadline {
  const reserve = Math.min(ms * RESERVE, MAX_RESERVE_MS);
  return { ms, soft: AbortSignal.timeout(Math.round(ms - reserve)), hard: AbortSignal.timeout(Math.round(ms)) };
}

function bounded(connection: Connection, deadline: Deadline, resolving: Deadline): Connection {
  const { name } = connection;
  const ask = <T>(work: (signal: AbortSignal) => Promise<T>, signal: AbortSignal, until = deadline) =>
    inTime(name, work, signal, until);
  const reported = async <T>(answer: Promise<T>, signal: AbortSignal, late: (error: unknown, began: number) => T) => {
    const began = performance.now();
    return answer.catch((error: unknown) => {
      signal.throwIfAborted();
      return late(error, began);
    });
  };
  const report = (error: unknown, began: number) => failureReport(name, error, began);
  return {
    ...connection,
    reader: boundedReader(name, connection.reader as object, deadline),
    probe: (signal) =>
      reported(
        ask((both) => connection.probe(both), signal),
        signal,
        report,
      ),
    resolve: (asked, signal) => ask((both) => connection.resolve(asked, both), signal, resolving),
    names: (signal) => ask((both) => connection.names(both), signal, resolving),
    collect: (scope, signal) =>
      reported(
        ask((both) => connection.collect(scope, both), signal),
        signal,
        (error, began) => ({
          observations: {},
          report: report(error, began),
        }),
      ),
    record: (scope, writer, signal) =>
      reported(
        ask((both) => connection.record(scope, writer, both), signal),
        signal,
        report,
      ),
  };
}

/** Readers end their methods' arguments with a signal; what takes none is given up at the deadline too. */
function boundedReader(name: string, reader: object, deadline: Deadline): object {
  return new Proxy(reader, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key);
      if (typeof member !== "function") return member;
      return (...args: unknown[]) => {
        const given = args.at(-1);
        if (given instanceof AbortSignal)
          return inTime(name, (both) => member.apply(target, [...args.slice(0, -1), both]), given, deadline);
        const answer: unknown = member.apply(target, args);
        return answer instanceof Promise ? inTime(name, () => answer, deadline.hard, deadline) : answer;
      };
    },
  });
}

async function inTime<T>(
  name: string,
  work: (signal: AbortSignal) => Promise<T>,
  given: AbortSignal,
  { ms, soft, hard }: Deadline,
): Promise<T> {
  try {
    return await beforeAbort(work(AbortSignal.any([given, soft])), AbortSignal.any([given, hard]));
  } catch (error) {
    if (!isLate(error) || error instanceof SitrepError) throw error;
    throw new SitrepError("unavailable", `${name} did not answer within ${ms / 1000} s.`, {
      cause: error,
      hint: "sitrep doctor asks each source alone; a slow one is given more time with SITREP_DEADLINE.",
    });
  }
}
