import type { Collected, Scope } from "../../../core/observation.ts";
import type { Recording } from "../reader.ts";
import { collected } from "./report.ts";

/** A capture is small and holds what was relevant when it was taken: all of it is observed. */
export async function replay(
  { objects, unlisted, missing, logs: readLogs }: Recording,
  scope: Scope,
  began: number,
  signal: AbortSignal,
): Promise<Collected> {
  const logs = await readLogs(new Set(scope.targets.map(({ namespace }) => namespace)), signal);
  return {
    observations: { objects: [...objects], logs: logs.streams, unlisted },
    report: collected(
      { objects, logs: logs.streams.length, lacks: [...missing, ...logs.missing], unlisted, answered: true },
      scope,
      began,
    ),
  };
}
