import { SitrepError } from "../../core/errors.ts";
import type { Inspection } from "./promql.ts";
import type { Grid, PrometheusReader } from "./reader.ts";
import { isSelective } from "./selector.ts";

/** Prometheus answers no more points per series. */
const MAX_POINTS = 11_000;
/** Series that a query may read before anything is aggregated; a pod's worth of buckets passes, a cluster's does not. */
const MAX_SERIES = 20_000;

/** Throws an `input` error with the place of the first fault, or when the expression would read the whole server. */
export function checkQuery(query: string, { faults, selectors }: Inspection): void {
  const [fault] = faults;
  if (fault)
    throw new SitrepError("input", `PromQL syntax error at ${fault.line}:${fault.column}, near "${fault.near}".`, {
      hint: "The numbers are line:column. Correct the query and ask again.",
    });
  const broad = selectors.find((selector) => !isSelective(selector));
  if (broad)
    throw new SitrepError("input", `${broad.text} selects every series of the server.`, {
      hint: 'Name a metric, or a label with its value, e.g. {namespace="payments"}.',
    });
  if (query.length > 10_000) throw new SitrepError("input", "The query is longer than 10,000 characters.");
}

/** Asks the server how many series the selectors match, and refuses what would cost it too much. */
export async function checkCost(
  { selectors }: Inspection,
  { reader, at, signal }: { reader: PrometheusReader; at: Grid | number; signal: AbortSignal },
): Promise<void> {
  if (typeof at === "object" && (at.end - at.start) / at.step > MAX_POINTS)
    throw new SitrepError("input", `More than ${MAX_POINTS} points per series.`, { hint: "Ask for a shorter range." });
  const texts = [...new Set(selectors.map(({ text }) => text))];
  const time = typeof at === "number" ? at : at.end;
  const counts = await Promise.all(texts.map((text) => reader.query(`count(${text})`, time, signal)));
  const reads = counts.reduce((sum, { series }) => sum + (series[0]?.points[0]?.[1] ?? 0), 0);
  if (reads > MAX_SERIES)
    throw new SitrepError("input", `The query reads ${reads} series; ${MAX_SERIES} are allowed.`, {
      hint: "Add matchers (namespace, pod, job), use _sum and _count instead of _bucket, or a recording rule.",
    });
}
