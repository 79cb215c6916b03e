import type { Side } from "../labels.ts";
import type { Meter } from "./meter.ts";
import { failuresBy } from "./outcome.ts";

/** A counter of requests, or the base name of a histogram or summary of their durations. */
export interface RequestMetric {
  metric: string;
  side: Side;
  /** Which of the two it is. */
  of: "count" | "duration";
  /** Seconds per unit of a duration. */
  factor: number;
  /** Matchers that always apply. */
  where?: string;
  /** Smaller is asked first. */
  rank: number;
  /** Asked only where nothing else of its kind is there. */
  fallback: boolean;
}

interface Family {
  of: "count" | "duration";
  name: RegExp;
  side?: Side;
  where?: string;
  fallback?: boolean;
}

const COUNT = "(?:[a-z0-9]+_)*requests?(?:_received|_handled)?_total";
const DURATION = "(?:[a-z0-9]+_)*(?:requests?|response)_(?:duration|latency)_(?:seconds|milliseconds|ms)";
const ASKS = "(?:.*_)?(?:client|outbound|upstream)_";
const ofClient = (form: string) => new RegExp(`^(?=${ASKS})${form}$`);
const ofServer = (form: string) => new RegExp(`^(?!${ASKS})${form}$`);

/**
 * Best first: a mesh counts what the client saw, an ingress what it forwarded, a program what it thinks it did. The generic
 * names are any program that follows the naming conventions.
 */
const FAMILIES: readonly Family[] = [
  { of: "count", name: /^istio_requests_total$/, where: 'reporter="destination"' },
  { of: "duration", name: /^istio_request_duration_milliseconds$/, where: 'reporter="destination"' },
  { of: "count", name: /^istio_requests_total$/, where: 'reporter="source"', side: "client" },
  { of: "duration", name: /^istio_request_duration_milliseconds$/, where: 'reporter="source"', side: "client" },
  { of: "count", name: /^response_total$/, where: 'direction="inbound"' },
  { of: "duration", name: /^response_latency_ms$/, where: 'direction="inbound"' },
  { of: "count", name: /^response_total$/, where: 'direction="outbound"', side: "client" },
  { of: "duration", name: /^response_latency_ms$/, where: 'direction="outbound"', side: "client" },
  { of: "count", name: /^nginx_ingress_controller_requests$/ },
  { of: "duration", name: /^nginx_ingress_controller_request_duration_seconds$/ },
  { of: "count", name: /^grpc_server_handled_total$/, where: 'grpc_type="unary"' },
  {
    of: "duration",
    name: /^(?:grpc_server_handling_seconds|rpc_server_(?:call_)?duration(?:_milliseconds|_seconds)?)$/,
  },
  { of: "count", name: /^grpc_client_handled_total$/, where: 'grpc_type="unary"', side: "client" },
  { of: "count", name: /^http_client_(?:request_)?duration(?:_milliseconds|_seconds)?_count$/, side: "client" },
  { of: "duration", name: /^http_client_(?:request_)?duration(?:_milliseconds|_seconds)?$/, side: "client" },
  { of: "count", name: /^http_client_requests_seconds_count$/, side: "client" },
  { of: "duration", name: /^http_client_requests_seconds$/, side: "client" },
  { of: "count", name: /^http_server_(?:request_)?duration(?:_milliseconds|_seconds)?_count$/ },
  { of: "duration", name: /^http_server_(?:request_)?duration(?:_milliseconds|_seconds)?$/ },
  { of: "count", name: /^http_server_requests_seconds_count$/ },
  { of: "duration", name: /^http_server_requests_seconds$/ },
  { of: "count", name: ofClient(COUNT), side: "client" },
  { of: "duration", name: ofClient(DURATION), side: "client" },
  { of: "count", name: ofServer(COUNT) },
  { of: "duration", name: ofServer(DURATION) },
  { of: "count", name: ofServer(`${DURATION}_count`), fallback: true },
  { of: "count", name: /^traces_span_?metrics_calls_total$/, where: 'span_kind="SPAN_KIND_SERVER"', fallback: true },
  {
    of: "duration",
    name: /^traces_span_?metrics_(?:latency|duration(?:_milliseconds|_seconds)?)$/,
    where: 'span_kind="SPAN_KIND_SERVER"',
    fallback: true,
  },
];
/** Requests to a program's own metrics page, and those that a program sends to its tools. */
const NOT_THE_SERVICE =
  /^(?:promhttp|prometheus|scrape|alertmanager|rest_client|go|process|apiserver|kubelet|etcd|coredns|net_conntrack)_|_errors?_total$/;
const PART = /_(?:bucket|sum|count)$/;

/** The request metrics among the names, best first. */
export function requestMetrics(names: Iterable<string>): RequestMetric[] {
  const all = new Set(names);
  const bases = new Set([...all].map((name) => name.replace(PART, "")));
  const found = FAMILIES.flatMap(({ of, name, side = "server", where, fallback = false }, rank) =>
    [...(of === "count" ? all : bases)]
      .filter((metric) => name.test(metric) && !NOT_THE_SERVICE.test(metric))
      .map((metric) => ({ metric, of, side, rank, fallback, factor: factorOf(metric), ...(where && { where }) })),
  );
  const groups = Map.groupBy(found, ({ metric, of, side }) => `${metric}/${of}/${side}`);
  return [...groups.values()].flatMap((same) => same[0] ?? []);
}

function factorOf(metric: string): number {
  return /_(?:milliseconds|ms)(?:_count)?$/.test(metric) ? 0.001 : 1;
}

const BY: Record<Side, readonly string[]> = {
  server: ["namespace", "workload", "service", "ingress", "pod", "job"],
  client: ["namespace", "workload", "pod", "peer"],
};

/** The questions that one request metric answers. `has` knows its labels, `exists` the other metrics. */
export function requestMeters(
  { metric, side, of, factor, where }: RequestMetric,
  has: (label: string) => boolean,
  exists: (metric: string) => boolean,
): Meter[] {
  // A mesh proxy reports for a whole workload; which of its pods did so says little and multiplies the series.
  const by = BY[side].filter((name) => !(name === "pod" && (has("destination_workload") || has("response_code"))));
  const common = { aggregate: "sum", by } as const;
  const term = (name: string, more?: string) => {
    const matchers = [more, where].filter(Boolean).join(",");
    return { metric: name, counter: true, ...(matchers && { where: matchers }) };
  };
  if (of === "count") {
    const failures = failuresBy(has);
    const rate: Meter = { ...common, signal: side === "client" ? "client-rate" : "http-rate", value: term(metric) };
    const errors: Meter = {
      ...common,
      signal: side === "client" ? "client-error-ratio" : "http-error-ratio",
      value: term(metric, failures),
      over: term(metric),
      zero: true,
    };
    return failures ? [rate, errors] : [rate];
  }
  const scale = factor === 1 ? {} : { factor };
  const mean: Meter = {
    ...common,
    ...scale,
    signal: side === "client" ? "client-latency-mean" : "http-latency-mean",
    value: term(`${metric}_sum`),
    over: term(`${metric}_count`),
  };
  const p95: Meter = {
    ...common,
    ...scale,
    signal: "http-latency-p95",
    quantile: 0.95,
    value: term(exists(`${metric}_bucket`) ? `${metric}_bucket` : metric),
  };
  return [
    ...(exists(`${metric}_sum`) && exists(`${metric}_count`) ? [mean] : []),
    ...(side === "server" && (exists(`${metric}_bucket`) || exists(metric)) ? [p95] : []),
  ];
}
