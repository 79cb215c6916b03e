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

/** Every source in parallel. One that fails becomes a report and costs only itself. */
export async function gather(connections: readonly Connection[], scope: Scope, signal: AbortSignal): Promise<Gathered> {
  const collected = await Promise.all(connections.map((connection) => collect(connection, scope, signal)));
  return {
    observations: merge(collected.map(({ observations }) => observations)),
    reports: collected.map(({ report }) => report),
  };
}

async function collect(connection: Connection, scope: Scope, signal: AbortSignal): Promise<Collected> {
  const began = performance.now();
  try {
    return await connection.collect(scope, signal);
  } catch (error) {
    if (signal.aborted) throw error;
    return { observations: {}, report: failureReport(connection.name, error, began) };
  }
}
