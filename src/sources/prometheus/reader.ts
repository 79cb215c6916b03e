import type { Missing } from "../../core/missing.ts";
import type { Series } from "../../core/observation.ts";
import type { Signal } from "../../core/signal.ts";

/** Series of one query. */
export interface Answer {
  series: Series[];
  /** What the answer lacks: the server's own warnings, and what could not be read of it. */
  missing: Missing[];
  /** What is said about the series that are there. */
  notes: string[];
}

/** Seconds since the epoch. */
export interface Window {
  start: number;
  end: number;
}
export interface Grid extends Window {
  /** Seconds between points. */
  step: number;
}

/** One rule of /api/v1/rules with the alerts that it has active now. */
export interface Rule {
  group: string;
  name: string;
  type: "alerting" | "recording";
  query: string;
  /** `err` when the server could not evaluate it: then its silence proves nothing. */
  health: string;
  /** As they are written, templates included; empty in recordings of earlier versions. */
  labels: Record<string, string>;
  annotations: Record<string, string>;
  alerts: RuleAlert[];
}
export interface Rules {
  rules: Rule[];
  missing: Missing[];
}
export interface RuleAlert {
  state: "firing" | "pending";
  labels: Record<string, string>;
  annotations: Record<string, string>;
  activeAt: string | null;
}

/**
 * Anything that speaks the Prometheus HTTP API, or a recording of it. Label values are redacted and cleaned.
 * Methods throw SitrepError: `input` the query is refused, `denied` credentials, `limited` too many requests,
 * `unavailable` no usable answer (its cause is a TimeoutError when time ran out). An abort throws the signal's reason.
 */
export interface PrometheusReader {
  /** The address without credentials, or the capture's name: for reports. */
  readonly origin: string;
  query(query: string, time: number, signal: AbortSignal): Promise<Answer>;
  range(query: string, grid: Grid, signal: AbortSignal): Promise<Answer>;
  /** Names of the metrics that have series matching any of the selectors. */
  names(match: readonly string[], window: Window, signal: AbortSignal): Promise<string[]>;
  /** Names of the labels on series that match the selector. */
  labels(match: string, window: Window, signal: AbortSignal): Promise<string[]>;
  rules(signal: AbortSignal): Promise<Rules>;
  version(signal: AbortSignal): Promise<string>;
  close?(): void;
  /** Everything that was recorded, when this is a recording; nothing more can be asked then. */
  recording?(): Promise<Recording>;
  /** The same of these namespaces alone, where it is made from less and not asked less. */
  within?(namespaces: readonly string[]): PrometheusReader;
}

/** One line of queries.jsonl: a query, when it was asked for, and its answer. */
export interface Row {
  query: string;
  /** One instant, or a range. */
  at: number | Grid;
  /** What sitrep asked it for, and the labels that the question adds; a capture that another program made has none. */
  asked: { signal: Signal; labels: Record<string, string> } | undefined;
  answer: Answer;
}

export interface Recording {
  rows: readonly Row[];
  /** Lines that could not be read and were skipped. */
  damaged: number;
  /** False when only its beginning was read. */
  whole: boolean;
}
