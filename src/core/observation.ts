import type { KubeObject } from "./kubernetes/meta.ts";
import type { SourceReport } from "./report.ts";
import type { Signal } from "./signal.ts";
import type { Target } from "./target.ts";

/** What one container printed. `previous` is the run before the last restart. Lines are redacted and in order. */
export interface LogStream {
  namespace: string;
  pod: string;
  container: string;
  previous: boolean;
  lines: LogLine[];
  /** True when lines were left out: older ones, or those between the start of the run and its end. */
  truncated: boolean;
}
export interface LogLine {
  /** RFC 3339 from the kubelet; `undefined` when the log was stored without times. */
  at?: string;
  text: string;
}

/**
 * One time series of a query's answer: `points` are [seconds since the epoch, value], in order.
 * Labels are the server's; those that name an object (`namespace`, `pod`, `container`, `workload` …) carry the object's
 * own name, also where the exporter calls them something else.
 */
export interface Series {
  query: string;
  /** What it measures, when that is known; values are then in the signal's unit. */
  signal?: Signal;
  labels: Record<string, string>;
  points: [number, number][];
}

/** An alert as Alertmanager or Prometheus reports it. */
export interface Alert {
  name: string;
  state: "firing" | "pending" | "suppressed";
  labels: Record<string, string>;
  annotations: Record<string, string>;
  startsAt: string | null;
  /** Who told it: `prometheus`, or the address of an Alertmanager where it is one. */
  from?: string;
}

/** Everything that the sources saw, before anyone judged it. */
export interface Observations {
  objects: KubeObject[];
  logs: LogStream[];
  series: Series[];
  alerts: Alert[];
  /**
   * Kinds that could not be listed, with the reason: the absence of such an object proves nothing. `Kind in NAMESPACE`
   * where that is so of one namespace that is looked at in passing.
   */
  unlisted: Record<string, string>;
}

/** What one source contributes; a part it does not know stays away. */
export interface Collected {
  observations: Partial<Observations>;
  report: SourceReport;
}

/** What to collect: the targets, the question, and the time window that counts as "now" (RFC 3339). */
export interface Scope {
  targets: readonly Target[];
  from: string;
  now: string;
  /** What is asked in words, when it is. */
  question?: string;
}

export const NOTHING: Observations = { objects: [], logs: [], series: [], alerts: [], unlisted: {} };

export function merge(parts: readonly Partial<Observations>[]): Observations {
  return {
    objects: parts.flatMap((part) => part.objects ?? []),
    logs: parts.flatMap((part) => part.logs ?? []),
    series: parts.flatMap((part) => part.series ?? []),
    alerts: parts.flatMap((part) => part.alerts ?? []),
    unlisted: Object.assign({}, ...parts.map((part) => part.unlisted ?? {})),
  };
}
