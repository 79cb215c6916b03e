import type { Collected, Scope } from "../../../core/observation.ts";
import type { Recording } from "../reader.ts";

/** A capture is small and holds what was relevant when it was taken: all of it is observed. */
export async function replay(
  { objects, unlisted, status, detail, logs: readLogs }: Recording,
  { targets, now }: Scope,
  began: number,
  signal: AbortSignal,
): Promise<Collected> {
  const logs = await readLogs(new Set(targets.map(({ namespace }) => namespace)), signal);
  const counts = `${objects.length} objects, ${logs.length} logs`;
  return {
    observations: { objects: [...objects], logs, unlisted },
    report: {
      source: "kubernetes",
      status: status === "ok" && objects.length === 0 ? "empty" : status,
      detail: status === "ok" ? counts : [counts, detail].filter(Boolean).join("; when recorded: "),
      asOf: now,
      durationMs: Math.round(performance.now() - began),
    },
  };
}
