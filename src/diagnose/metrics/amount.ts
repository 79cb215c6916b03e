import { bytes } from "../../core/quantity.ts";
import type { Unit } from "../../core/signal.ts";

/** A value as people read it: `0.38` → `38 %`, `0.25` seconds → `250 ms`, `134217728` bytes → `128Mi`. */
export function amount(value: number, unit: Unit): string {
  switch (unit) {
    case "ratio":
      return `${number(value * 100)} %`;
    case "seconds":
      return value < 1 ? `${number(value * 1000)} ms` : `${number(value)} s`;
    case "bytes":
      return bytes(Math.round(value));
    case "cores":
      return `${number(value)} CPU`;
    case "per-second":
      return `${number(value)}/s`;
    default:
      return number(value);
  }
}

/** Three digits at most: nobody reads more of a measured value. */
function number(value: number): string {
  return String(Number(value.toPrecision(value >= 100 ? Math.ceil(Math.log10(value + 1)) : 2)));
}
