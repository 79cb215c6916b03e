/** Milliseconds since the epoch of an RFC 3339 time; `undefined` for a missing or unreadable one. */
export function timeOf(text: string | null | undefined): number | undefined {
  if (!text) return undefined;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}

const SECONDS: Record<string, number> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800, y: 31_536_000 };

/** Seconds of a duration as people and Prometheus write it: `"1h30m"`, `"1.5h"`, `"250ms"`; NaN when it is none. */
export function secondsIn(text: string): number {
  const parts = [...text.matchAll(/(?<![\d.])(\d+(?:\.\d+)?)(ms|[smhdwy])/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join("") !== text) return Number.NaN;
  return parts.reduce((sum, [, count, unit = ""]) => sum + Number(count) * (SECONDS[unit] ?? 0), 0);
}

/** `95_000` → `"1 min 35 s"`; the two largest units that say something. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10 && seconds % 60 !== 0) return `${minutes} min ${seconds % 60} s`;
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} d`;
}

/** `"01:42"`, or `"2026-03-14 01:42"` when it is more than 20 hours away from `now`. Always UTC. */
export function clock(at: string | number, now: string | number): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return String(at);
  const iso = date.toISOString();
  const far = Math.abs(date.getTime() - new Date(now).getTime()) > 20 * 3_600_000;
  return far ? `${iso.slice(0, 10)} ${iso.slice(11, 16)}` : iso.slice(11, 16);
}
