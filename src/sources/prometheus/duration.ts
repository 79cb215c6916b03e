import { secondsIn } from "../../core/time.ts";

/** A Prometheus duration (`1h30m`) or a number of seconds, in seconds; NaN when it is neither. */
export function durationOf(text: string): number {
  const plain = text.trim();
  return plain !== "" && Number.isFinite(Number(plain)) ? Number(plain) : secondsIn(plain);
}

/** RFC 3339, or a number of seconds since the epoch; NaN when it is neither. */
export function secondsOf(text: string): number {
  return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : Date.parse(text) / 1000;
}
