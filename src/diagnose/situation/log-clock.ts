import type { Observations } from "../../core/observation.ts";
import { timeOf } from "../../core/time.ts";
import type { ObjectIndex } from "./object-index.ts";

/** Logs are read at most this long before the rest. Those that end earlier are of a system that has been quiet since. */
const READ_EARLIER_MS = 15 * 60_000;

/**
 * "Now" as the logs know it, ms since the epoch: they may have been read some time before the capture was closed. Where
 * leases, nodes or metrics tell of a later time and nothing was logged by then, the last lines are no news.
 */
export function logClock(
  { logs, series }: Pick<Observations, "logs" | "series">,
  { all }: Pick<ObjectIndex, "all">,
  now: number,
): number {
  const lines = logs.flatMap((stream) => timeOf(stream.lines.at(-1)?.at) ?? []);
  if (lines.length === 0) return now;
  const renewals = all("Lease").flatMap(({ spec }) => timeOf(spec?.renewTime) ?? []);
  const beats = all("Node").flatMap(({ status }) =>
    (status?.conditions ?? []).flatMap(({ lastHeartbeatTime }) => timeOf(lastHeartbeatTime) ?? []),
  );
  const points = series.flatMap((item) => (item.points.at(-1)?.[0] ?? 0) * 1000);
  const alive = latest([...renewals, ...beats, ...points].filter((time) => time <= now));
  return Math.min(now, Math.max(latest(lines), alive - READ_EARLIER_MS));
}

function latest(times: readonly number[]): number {
  return times.reduce((a, b) => Math.max(a, b), 0);
}
