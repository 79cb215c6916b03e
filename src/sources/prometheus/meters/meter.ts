import type { Signal } from "../../../core/signal.ts";

/** A metric inside an expression: `metric{where}`, or its rate per second when it is a counter. */
export interface Term {
  metric: string;
  /** Matchers without braces, e.g. `resource="memory"`. */
  where?: string;
  counter?: boolean;
}

/**
 * How a signal is read from metrics that exporters are known to serve. It is turned into PromQL for a live server, and
 * evaluated on raw series that a recording happens to hold; both give the same series.
 */
export interface Meter {
  signal: Signal;
  value: Term;
  /** `value / over`, `value - minus`; `free / over` reads as the used share `1 - free / over`. */
  over?: Term;
  minus?: Term;
  free?: boolean;
  /** A missing `value` reads as 0 where `over` is there: no error has been counted yet. */
  zero?: boolean;
  /** Quantile of a histogram: `value` is its `_bucket` counter, or a native histogram. */
  quantile?: number;
  aggregate: "sum" | "max" | "min";
  /** Labels that stay, by their canonical names (see labels.ts). */
  by: readonly string[];
  /** Multiplied to reach the signal's unit. */
  factor?: number;
  /** Only points above this say anything; keeps large clusters small. */
  above?: number;
  /** Which end is bad when only some series can be kept; high unless said. */
  worst?: "low";
  /** Asked only where no earlier meter of the same signal can be. */
  fallback?: true;
  /** Labels added to every series. */
  labels?: Record<string, string>;
}

/** Names the question in captures and reports; stable. */
export function keyOf({ signal, value }: Meter): string {
  return `${signal}:${value.metric}`;
}

export function metricsOf({ value, over, minus }: Meter): string[] {
  return [value, over, minus].flatMap((term) => (term ? [term.metric] : []));
}

/** What PromQL needs to know about one namespace on one server. */
export interface Dialect {
  /** Matchers that select the namespace, e.g. `namespace="shop"`; empty for the whole cluster. */
  match: string;
  /** The server's name for a canonical label; `undefined` when the metric has none. */
  label(canonical: string): string | undefined;
  /** The window of rates, e.g. `2m`. */
  window: string;
  /** When a namespace has too many: the pods to ask about. */
  pods?: readonly string[];
}

export function promqlOf(meter: Meter, dialect: Dialect): string {
  const { value, over, minus, aggregate, factor, above } = meter;
  const by = meter.by.flatMap((name) => dialect.label(name) ?? []);
  if (meter.quantile !== undefined && value.metric.endsWith("_bucket")) by.unshift("le");
  const only = meter.by.includes("pod") ? podMatcher(dialect) : undefined;
  const grouped = (term: Term) =>
    `${aggregate}${by.length ? ` by (${by.join(", ")}) ` : ""}(${termText(term, dialect, only)})`;
  let text = grouped(value);
  if (over && meter.zero) text = `(${text} or 0 * ${grouped(over)})`;
  if (over) text = `${text} / (${grouped(over)} > 0)`;
  if (over && meter.free) text = `1 - ${text}`;
  if (minus) text = `${text} - ${grouped(minus)}`;
  if (meter.quantile !== undefined) text = `histogram_quantile(${meter.quantile}, ${text})`;
  if (factor !== undefined) text = `${wrap(text, over ?? minus)} * ${factor}`;
  return above === undefined ? text : `${wrap(text, over ?? minus)} > ${above}`;
}

function wrap(text: string, compound: Term | undefined): string {
  return compound ? `(${text})` : text;
}

function podMatcher({ pods, label }: Dialect): string | undefined {
  const name = label("pod");
  return pods && name && `${name}=~${JSON.stringify(pods.map((pod) => pod.replaceAll(".", "\\.")).join("|"))}`;
}

function termText({ metric, where, counter }: Term, { match, window }: Dialect, only: string | undefined): string {
  const matchers = [where, match, only].filter(Boolean).join(",");
  const selector = matchers ? `${metric}{${matchers}}` : metric;
  return counter ? `rate(${selector}[${window}])` : selector;
}
