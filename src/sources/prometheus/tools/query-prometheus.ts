import { z } from "zod";
import { SitrepError } from "../../../core/errors.ts";
import { none, told } from "../../../core/missing.ts";
import type { Series } from "../../../core/observation.ts";
import { defineTool } from "../../../core/tool.ts";
import { clean } from "../../../core/untrusted.ts";
import { worstOf } from "../bound.ts";
import { checkCost, checkQuery } from "../cost.ts";
import { bins, summarise } from "../downsample.ts";
import { durationOf } from "../duration.ts";
import { explainEmpty } from "../explain-empty.ts";
import { stepFor } from "../grid.ts";
import { inspect } from "../promql.ts";
import { prometheus } from "../source.ts";

/** Values shown of one series. */
const BINS = 12;
const LOOK_BACK = 3600;

const Row = z.object({
  labels: z.record(z.string(), z.string()),
  last: z.number().nullable(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  avg: z.number().nullable(),
  trend: z.enum(["rising", "falling", "flat", "spiking"]).nullable(),
  values: z.array(z.number().nullable()),
});

export const queryPrometheus = defineTool({
  name: "query_prometheus",
  title: "Query Prometheus",
  description:
    "Run PromQL: the value now, or with `range` its course with min, max, trend. An empty answer says which metrics exist.",
  effect: "read",
  needs: { prometheus },
  input: z.object({
    query: z.string().max(10_000).describe("PromQL; every selector names a metric or a label value"),
    range: z.string().optional().describe("Look back, e.g. 1h"),
    limit: z.int().min(1).max(100).default(20).describe("Series shown, highest first"),
  }),
  output: z.object({
    query: z.string(),
    from: z.string(),
    to: z.string(),
    /** Labels that all series share. */
    common: z.record(z.string(), z.string()),
    series: z.array(Row),
    notes: z.array(z.string()),
    omitted: z.array(z.string()),
  }),
  cut: ["series"],
  async handler({ query, range, limit }, { prometheus: reader, signal, now }) {
    const inspection = inspect(query);
    checkQuery(inspection);
    const end = Math.floor(Date.parse(now) / 1000);
    const span = range === undefined ? 0 : secondsIn(range);
    const step = stepFor(span);
    const at = span === 0 ? end : { start: end - Math.floor(span / step) * step, end, step };
    if (!reader.recording) await checkCost(inspection, { reader, time: end, signal });
    const answer =
      typeof at === "number" ? await reader.query(query, at, signal) : await reader.range(query, at, signal);
    const window = { start: end - Math.max(span, LOOK_BACK), end };
    const why = answer.series.length === 0 ? await explainEmpty(inspection, reader, window, signal) : [];
    const shown = worstOf(answer.series, "high", limit).sort((a, b) => lastOf(b) - lastOf(a));
    const common = shared(shown);
    const left = answer.series.length - shown.length;
    return {
      query,
      from: new Date((end - span) * 1000).toISOString(),
      to: new Date(end * 1000).toISOString(),
      common,
      series: shown.map((item) => row(item, common)),
      notes: [...answer.notes, ...why].map(clean),
      omitted: [
        ...(left > 0
          ? [`${left} more series, none with a higher maximum; raise limit or aggregate with sum by (…)`]
          : []),
        ...answer.missing.map(told),
      ],
    };
  },
  render({ query, from, to, common, series, notes, omitted }) {
    const when = from === to ? `at ${to}` : `${from} … ${to}, ${BINS} means in time order`;
    const rows = series.map((item) => `${text(item.labels)} ${course(item)}`);
    return [
      `${query}  (${when})`,
      ...(Object.keys(common).length > 0 ? [`all series: ${text(common)}`] : []),
      ...(rows.length > 0 ? rows : [none("series", omitted)]),
      ...notes.map((note) => `note: ${note}`),
      ...omitted.map((line) => `left out: ${line}`),
    ].join("\n");
  },
});

function secondsIn(range: string): number {
  const seconds = durationOf(range);
  if (seconds > 0 && seconds <= 31 * 86_400) return seconds;
  throw new SitrepError("input", `range "${range}" is not a duration up to 31d.`, { hint: "Write 15m, 1h or 2d." });
}

function lastOf({ points }: Series): number {
  const last = points.at(-1)?.[1] ?? -Infinity;
  return Number.isNaN(last) ? -Infinity : last;
}

function shared(series: readonly Series[]): Record<string, string> {
  const [first, ...rest] = series;
  if (!first || rest.length === 0) return {};
  return Object.fromEntries(
    Object.entries(first.labels).filter(([name, value]) => rest.every(({ labels }) => labels[name] === value)),
  );
}

function row({ labels, points }: Series, common: Record<string, string>): z.output<typeof Row> {
  const own = Object.fromEntries(Object.entries(labels).filter(([name]) => common[name] === undefined));
  const found = summarise(points);
  if (!found) return { labels: own, last: null, min: null, max: null, avg: null, trend: null, values: [] };
  const { min, max, avg, last, trend } = found;
  const single = points.length === 1;
  return {
    labels: own,
    last: rounded(last),
    min: rounded(min),
    max: rounded(max),
    avg: rounded(avg),
    trend: single ? null : trend,
    values: single ? [] : bins(points, BINS).map((n) => (n === undefined ? null : rounded(n))),
  };
}

function rounded(n: number): number {
  return Number(n.toPrecision(4));
}

function text(labels: Record<string, string>): string {
  return `{${Object.entries(labels)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(", ")}}`;
}

function course({ last, min, max, avg, trend, values }: z.output<typeof Row>): string {
  if (last === null) return "no finite value";
  if (trend === null) return String(last);
  return `last ${last}, min ${min}, max ${max}, avg ${avg}, ${trend}: ${values.map((n) => n ?? "–").join(" ")}`;
}
