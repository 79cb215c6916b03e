import type { Series } from "../../core/observation.ts";
import type { Signal } from "../../core/signal.ts";
import { join } from "./evaluate.ts";

interface Ratio {
  signal: Signal;
  part: Signal;
  whole: Signal;
  on: readonly string[];
}
const CONTAINER = ["namespace", "pod", "container"];
const REQUESTS = ["namespace", "workload", "service", "ingress", "pod", "job"];

/** Ratios of two signals that often come from two exporters, so that one PromQL cannot join them on every server. */
export const RATIOS: readonly Ratio[] = [
  { signal: "memory-limit-ratio", part: "memory-working-set", whole: "memory-limit", on: CONTAINER },
  { signal: "cpu-limit-ratio", part: "cpu-usage", whole: "cpu-limit", on: CONTAINER },
  { signal: "http-error-ratio", part: "http-error-rate", whole: "http-rate", on: REQUESTS },
];

/** The ratios that the series allow and that are not among them already. */
export function ratiosOf(series: readonly Series[]): Series[] {
  const bySignal = Map.groupBy(series, ({ signal }) => signal);
  return RATIOS.flatMap(({ signal, part, whole, on }) => {
    const key = ({ labels }: Series) => JSON.stringify(on.map((name) => labels[name] ?? ""));
    const wholes = new Map((bySignal.get(whole) ?? []).map((item) => [key(item), item]));
    const known = new Set((bySignal.get(signal) ?? []).map(key));
    return (bySignal.get(part) ?? []).flatMap((item) => {
      const total = wholes.get(key(item));
      if (!total || known.has(key(item))) return [];
      const points = join(item.points, total.points, (a, b) => a / b).filter(([, n]) => Number.isFinite(n));
      const labels = Object.fromEntries(on.flatMap((name) => (item.labels[name] ? [[name, item.labels[name]]] : [])));
      const query = joinable(item, total) ? `(${item.query}) / on (${on.join(", ")}) (${total.query})` : item.query;
      return points.length > 0 ? [{ query, signal, labels, points }] : [];
    });
  });
}

/** PromQL can join the two only when both exporters use the objects' plain label names. */
function joinable(...series: readonly Series[]): boolean {
  return series.every(({ labels }) => labels.exported_namespace === undefined);
}
