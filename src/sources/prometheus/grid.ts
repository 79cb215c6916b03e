import type { Scope } from "../../core/observation.ts";
import type { Grid, PrometheusReader } from "./reader.ts";

/** Points of one series that diagnosis gets to see; enough for a trend, and for a minute's precision over two hours. */
const MAX_POINTS = 120;
const STEPS = [15, 30, 60, 120, 300, 600, 900, 1800, 3600];
const SHORTEST = 900;
const LONGEST = 6 * 3600;

/** The scope's window as a grid: at least 15 minutes, so that there is a before; at most 6 hours. */
export function gridOf({ from, now }: Scope): Grid {
  const end = Math.floor(Date.parse(now) / 1000);
  const wanted = end - Math.floor(Date.parse(from) / 1000);
  const span = Math.min(Math.max(wanted || SHORTEST, SHORTEST), LONGEST);
  const step = stepFor(span);
  return { start: end - Math.floor(span / step) * step, end, step };
}

/** A round step that gives a span (seconds) at most 120 points. */
export function stepFor(span: number): number {
  return STEPS.find((seconds) => span / seconds <= MAX_POINTS) ?? Math.ceil(span / MAX_POINTS / 3600) * 3600;
}

/** `rate` needs at least two samples; four survive a missed scrape. */
const SAMPLES = 4;
const DEFAULT_WINDOW = "5m";

/** The shortest safe window of a rate on this server, from how often it really scrapes. */
export async function rateWindow(reader: PrometheusReader, time: number, signal: AbortSignal): Promise<string> {
  const { series } = await reader.query("quantile(0.5, count_over_time(up[10m]))", time, signal);
  const samples = series[0]?.points[0]?.[1] ?? 0;
  if (!(samples >= 2)) return DEFAULT_WINDOW;
  const seconds = Math.max(60, Math.ceil((SAMPLES * 600) / samples / 15) * 15);
  return `${Math.min(seconds, 900)}s`;
}
