const SECONDS: Record<string, number> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800, y: 31_536_000 };

/** A Prometheus duration (`1h30m`) or a number of seconds, in seconds; NaN when it is neither. */
export function durationOf(text: string): number {
  const plain = Number(text);
  if (text.trim() !== "" && Number.isFinite(plain)) return plain;
  const parts = [...text.matchAll(/(\d+)(ms|[smhdwy])/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join("") !== text.trim()) return Number.NaN;
  return parts.reduce((sum, [, count, unit = ""]) => sum + Number(count) * (SECONDS[unit] ?? 0), 0);
}

/** RFC 3339, or a number of seconds since the epoch; NaN when it is neither. */
export function secondsOf(text: string): number {
  return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : Date.parse(text) / 1000;
}
