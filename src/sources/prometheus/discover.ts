import { NAMESPACE_LABELS, type NamespaceLabel, quoted } from "./labels.ts";
import { CLUSTER } from "./meters/cluster.ts";
import { metricsOf } from "./meters/meter.ts";
import { type RequestMetric, requestMetrics } from "./meters/requests.ts";
import type { PrometheusReader, Window } from "./reader.ts";

/** Request metrics of each kind and side that are asked about; a service rarely has more than its mesh's and its own. */
const MAX_REQUEST_METRICS = 2;

/** The metrics whose series carry the namespace under one label. */
export interface Scheme {
  label: NamespaceLabel;
  /** Matcher that selects the namespace. */
  match: string;
  names: ReadonlySet<string>;
  requests: readonly { metric: RequestMetric; labels: ReadonlySet<string> }[];
}

/** What a server has about a namespace, metrics that went away within the window included. */
export function discover(
  reader: PrometheusReader,
  namespace: string,
  window: Window,
  signal: AbortSignal,
): Promise<Scheme[]> {
  return Promise.all(
    NAMESPACE_LABELS.map(async (label) => {
      const match = `${label}=${quoted(namespace)}`;
      const names = new Set(await reader.names([`{${match}}`], window, signal));
      const requests = best(requestMetrics(names).filter((metric) => isSideOf(metric, label))).map(async (metric) => {
        const series = `${carrierOf(metric, names)}{${match}}`;
        return { metric, labels: new Set(await reader.labels(series, window, signal)) };
      });
      return { label, match, names, requests: await Promise.all(requests) };
    }),
  );
}

/** The metrics about nodes and the cluster's DNS that a server has. */
export async function discoverCluster(
  reader: PrometheusReader,
  window: Window,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const wanted = [...new Set(CLUSTER.flatMap(metricsOf))];
  return new Set(await reader.names([`{__name__=~${quoted(wanted.join("|"))}}`], window, signal));
}

/** The series whose labels tell those of a request metric. */
function carrierOf({ metric, of }: RequestMetric, names: ReadonlySet<string>): string {
  return of === "duration" && names.has(`${metric}_count`) ? `${metric}_count` : metric;
}

/** A mesh's series carry both ends; each side is asked under its own end's namespace. */
function isSideOf({ metric, side }: RequestMetric, label: NamespaceLabel): boolean {
  if (!metric.startsWith("istio_")) return !label.startsWith("source_") && !label.startsWith("destination_");
  return label === (side === "client" ? "source_workload_namespace" : "destination_workload_namespace");
}

function best(metrics: RequestMetric[]): RequestMetric[] {
  const kinds = Map.groupBy(metrics, ({ of, side }) => `${of}/${side}`);
  return [...kinds.values()].flatMap((same) => {
    const proper = same.filter(({ fallback }) => !fallback);
    return (proper.length > 0 ? proper : same).sort((a, b) => a.rank - b.rank).slice(0, MAX_REQUEST_METRICS);
  });
}
