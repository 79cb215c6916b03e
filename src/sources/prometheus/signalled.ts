import type { Series } from "../../core/observation.ts";
import type { Signal } from "../../core/signal.ts";
import { canonical } from "./labels.ts";

/** What a question adds to the series that answer it. */
export interface Asked {
  signal: Signal;
  labels?: Record<string, string>;
}

/** A server's series under the question's signal, labels canonical. NaN is "no data" and is left out. */
export function signalled(item: Series, { signal, labels: added }: Asked): Series[] {
  const points = item.points.filter(([, n]) => Number.isFinite(n));
  const labels = canonical({ ...item.labels, ...added }, signal.startsWith("client-") ? "client" : "server");
  return points.length > 0 ? [{ query: item.query, signal, labels, points }] : [];
}
