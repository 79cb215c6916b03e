const SECONDS = new Map([
  ["ms", 0.001],
  ["s", 1],
  ["m", 60],
  ["h", 3600],
]);

/** Seconds of a duration as Istio writes them: `1ms`, `0.5s`, `1m30s`; one that is not set waits for ever. */
export function secondsIn(text: string | undefined): number {
  const parts = [...(text ?? "").matchAll(/(?<![\d.])([\d.]+)(ms|s|m|h)/g)];
  if (parts.length === 0) return Number.POSITIVE_INFINITY;
  return parts.reduce((sum, [, count, unit = ""]) => sum + Number(count) * (SECONDS.get(unit) ?? 0), 0);
}
