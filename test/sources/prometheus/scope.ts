import { openEndpoint } from "../../../src/core/endpoint.ts";
import type { Scope, Series } from "../../../src/core/observation.ts";
import type { Signal } from "../../../src/core/signal.ts";
import { connectPrometheus } from "../../../src/sources/prometheus/live.ts";
import type { PrometheusReader } from "../../../src/sources/prometheus/reader.ts";

/** The hour before `end` (seconds since the epoch). */
export function hourOf(namespace: string, end: number): Scope {
  const time = (seconds: number) => new Date(seconds * 1000).toISOString();
  return { targets: [{ cluster: "test", namespace, because: "test" }], from: time(end - 3600), now: time(end) };
}

export function readerOf(url: string, maxBytes?: number): PrometheusReader {
  const endpoint = openEndpoint({ url });
  if (!endpoint) throw new Error("no url");
  return connectPrometheus(endpoint, maxBytes);
}

export const patient = () => AbortSignal.timeout(30_000);

/** Last values of a signal to four digits, by the labels that name its object. */
export function lastOf(series: readonly Series[] | undefined, signal: Signal): Record<string, number> {
  const of = (series ?? []).filter((item) => item.signal === signal);
  const name = ({ labels }: Series) =>
    [labels.namespace, labels.workload, labels.pod, labels.container, labels.reason ?? labels.condition]
      .filter(Boolean)
      .join("/");
  return Object.fromEntries(
    of.map((item) => [name(item), Number((item.points.at(-1)?.[1] ?? Number.NaN).toPrecision(4))]),
  );
}
