import type { Signal } from "../../core/signal.ts";
import { RATIOS } from "./derive.ts";
import type { Side } from "./labels.ts";
import { CLUSTER } from "./meters/cluster.ts";
import type { Meter } from "./meters/meter.ts";
import { NAMESPACED } from "./meters/namespaced.ts";
import { keepsFailures } from "./meters/outcome.ts";
import { requestMetrics } from "./meters/requests.ts";
import type { Inspection } from "./promql.ts";

export interface Meaning {
  signal: Signal;
  side: Side;
  /** Brings the recorded values into the signal's unit. */
  factor: number;
}

const METERS: readonly Meter[] = [...NAMESPACED, ...CLUSTER];

/** What an expression over several metrics measures, by the metrics and the operator between them. */
export function expressionSignal(inspection: Inspection): Meaning | undefined {
  if (Number.isNaN(inspection.scale)) return undefined;
  const found =
    requestSignal(inspection) ?? ratioSignal(inspection) ?? missingSignal(inspection) ?? restartSignal(inspection);
  return found && { ...found, factor: found.factor / inspection.scale };
}

function requestSignal({ selectors, divides, complement, quantile, functions }: Inspection): Meaning | undefined {
  const names = selectors.flatMap(({ metric }) => metric ?? []);
  const [metric] = requestMetrics(names.map((name) => name.replace(/_(?:bucket|sum|count)$/, "")).concat(names));
  if (!metric) return undefined;
  const asked = selectors.some(({ matchers }) =>
    matchers.some(({ label, value }) => label === "reporter" && value === "source"),
  );
  const side: Side = asked ? "client" : metric.side;
  const signal = (server: Signal, client: Signal): Meaning => ({
    signal: side === "client" ? client : server,
    side,
    factor: 1,
  });
  if (quantile !== undefined)
    return side === "server" && quantile >= 0.9 && quantile <= 0.99
      ? { signal: "http-latency-p95", side, factor: metric.factor }
      : undefined;
  if (!divides || complement) return undefined;
  const ends = (suffix: string) => names.some((name) => name.endsWith(suffix));
  if (ends("_sum") && ends("_count"))
    return { ...signal("http-latency-mean", "client-latency-mean"), factor: metric.factor };
  const failing = selectors.map(({ matchers }) => keepsFailures(matchers));
  const rated = functions.some((name) => /^(?:rate|irate|increase)$/.test(name));
  return rated && failing[0] && failing.includes(false) ? signal("http-error-ratio", "client-error-ratio") : undefined;
}

function ratioSignal({ selectors, divides, complement }: Inspection): Meaning | undefined {
  if (!divides) return undefined;
  const names = new Set(selectors.map(({ metric }) => metric ?? ""));
  const known = METERS.find(
    ({ value, over, free = false }) => over && names.has(value.metric) && names.has(over.metric) && free === complement,
  );
  if (known) return { signal: known.signal, side: "server", factor: 1 };
  const first = selectors[0]?.metric;
  const ratio = RATIOS.find(({ part, whole }) => reads(part, first) && [...names].some((name) => reads(whole, name)));
  return ratio && !complement ? { signal: ratio.signal, side: "server", factor: 1 } : undefined;
}

function reads(signal: Signal, metric: string | undefined): boolean {
  return METERS.some((meter) => meter.signal === signal && meter.value.metric === metric);
}

function missingSignal({ selectors, subtracts }: Inspection): Meaning | undefined {
  const names = new Set(selectors.map(({ metric }) => metric ?? ""));
  const known = METERS.find(({ value, minus }) => minus && names.has(value.metric) && names.has(minus.metric));
  return subtracts && known ? { signal: known.signal, side: "server", factor: 1 } : undefined;
}

/** How often something restarted lately, whichever way it was asked. */
function restartSignal({ selectors, functions }: Inspection): Meaning | undefined {
  const counted = functions.some((name) => /^(?:increase|changes|delta|resets)$/.test(name));
  const restarts = selectors.length === 1 && selectors[0]?.metric === "kube_pod_container_status_restarts_total";
  return counted && restarts ? { signal: "restarts-recent", side: "server", factor: 1 } : undefined;
}
