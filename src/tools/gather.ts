import { beforeAbort } from "../core/before-abort.ts";
import { failureReport } from "../core/failure.ts";
import { type Collected, merge, type Observations, type Scope } from "../core/observation.ts";
import type { SourceReport } from "../core/report.ts";
import type { Connection } from "../core/source.ts";

/** How far back "now" reaches. */
const WINDOW_MS = 3_600_000;

/** Where the window before `now` begins, RFC 3339. */
export function windowBefore(now: string): string {
  return new Date(Date.parse(now) - WINDOW_MS).toISOString();
}

export interface Gathered {
  observations: Observations;
  reports: SourceReport[];
}

/** Every source in parallel, each under its own deadline. A source that fails or is late becomes a report and costs only itself. */
export async function gather(
  connections: readonly Connection[],
  scope: Scope,
  deadlineMs: number,
  signal: AbortSignal,
): Promise<Gathered> {
  const collected = await Promise.all(connections.map((connection) => collect(connection, scope, deadlineMs, signal)));
  return {
    observations: merge(collected.map(({ observations }) => observations)),
    reports: collected.map(({ report }) => report),
  };
}

async function collect(
  connection: Connection,
  scope: Scope,
  deadlineMs: number,
  signal: AbortSignal,
): Promise<Collected> {
  const began = performance.now();
  const limit = AbortSignal.timeout(deadlineMs);
  try {
    // A reader that ignores its signal still does not hold up the answer.
    return await beforeAbort(connection.collect(scope, AbortSignal.any([signal, limit])), limit);
  } catch (error) {
    if (signal.aborted) throw error;
    const report = failureReport(connection.name, error, began);
    const late = { ...report, status: "timed-out", detail: `no answer in ${deadlineMs / 1000} s` } as const;
    return { observations: {}, report: limit.aborted ? late : report };
  }
}
