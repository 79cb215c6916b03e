import { SitrepError } from "../../core/errors.ts";
import type { Inspection } from "./promql.ts";
import type { PrometheusReader } from "./reader.ts";
import { isSelective } from "./selector.ts";

/** Series that a query may read before anything is aggregated; a pod's worth of buckets passes, a cluster's does not. */
const MAX_SERIES = 20_000;

/** Throws an `input` error with the place of the first fault, or when the expression would read the whole server. */
export function checkQuery({ faults, selectors }: Inspection): void {
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
}

/** Asks the server how many series the selectors match, and refuses what would cost it too much. */
export async function checkCost(
  { selectors }: Inspection,
  { reader, time, signal }: { reader: PrometheusReader; time: number; signal: AbortSignal },
): Promise<void> {
  const texts = [...new Set(selectors.map(({ text }) => text))];
  const counts = await Promise.all(texts.map((text) => reader.query(`count(${text})`, time, signal)));
  const reads = counts.reduce((sum, { series }) => sum + (series[0]?.points[0]?.[1] ?? 0), 0);
  if (reads > MAX_SERIES)
    throw new SitrepError("input", `The query reads ${reads} series; ${MAX_SERIES} are allowed.`, {
      hint: "Add matchers (namespace, pod, job), use _sum and _count instead of _bucket, or a recording rule.",
    });
}
