import { z } from "zod";
import { malformed, missing } from "../../core/missing.ts";
import type { Series } from "../../core/observation.ts";
import { redact } from "../../core/redact/redact.ts";
import { clean } from "../../core/untrusted.ts";
import type { Answer } from "./reader.ts";

/** `data` of /api/v1/query and /api/v1/query_range. */
const Item = z.object({
  metric: z.record(z.string(), z.string()).catch({}).default({}),
  value: z.unknown().optional(),
  values: z.array(z.unknown()).optional(),
  histogram: z.unknown().optional(),
  histograms: z.unknown().optional(),
});
export const ApiData = z.discriminatedUnion("resultType", [
  z.object({ resultType: z.enum(["vector", "matrix"]), result: z.array(z.unknown()) }),
  z.object({ resultType: z.enum(["scalar", "string"]), result: z.unknown() }),
]);
export type ApiData = z.output<typeof ApiData>;

/** The series in an answer's `data`. Native histograms have no single value and are missing; so is what is no series. */
export function answerOf(query: string, data: ApiData): Answer {
  if (data.resultType === "vector" || data.resultType === "matrix") return vectorAnswer(query, data.result);
  return data.resultType === "string"
    ? { series: [], missing: [], notes: ["The answer is a string and not a series."] }
    : { series: [{ query, labels: {}, points: pointsOf([data.result]) }], missing: [], notes: [] };
}

function vectorAnswer(query: string, result: readonly unknown[]): Answer {
  const items = result.flatMap((item) => Item.safeParse(item).data ?? []);
  const { kept, lacks } = withoutHistograms(items);
  const unread = malformed("series", result.length - items.length, result.length);
  const label = labelCleaner();
  const series = kept.map(({ metric, value, values }) => ({
    query,
    labels: label(metric),
    points: pointsOf(values ?? [value]),
  }));
  return { series, missing: [...unread, ...lacks], notes: [] };
}

/** The items that carry floats, and what is said of the others. */
export function withoutHistograms<T extends { value?: unknown; values?: unknown }>(items: readonly T[]) {
  const kept = items.filter((item) => item.value !== undefined || item.values !== undefined);
  const left = items.length - kept.length;
  const what = `${left} native histogram series`;
  const lacks = left > 0 ? [missing(what, "unread", HISTOGRAMS)] : [];
  return { kept, lacks };
}

const HISTOGRAMS = "left out: wrap them in histogram_quantile(), histogram_count() or histogram_sum()";

/** Prometheus writes numbers as strings, with +Inf, -Inf and NaN; other programs may have recorded plain numbers. */
export function numberOf(text: unknown): number {
  if (typeof text === "number") return text;
  const infinite = /^([+-]?)Inf$/.exec(String(text));
  return infinite ? (infinite[1] === "-" ? -Infinity : Infinity) : Number.parseFloat(String(text));
}

function pointsOf(samples: readonly unknown[]): Series["points"] {
  return samples.flatMap((sample) => {
    const [at, value] = Array.isArray(sample) ? sample : [];
    return value !== undefined && Number.isFinite(Number(at)) ? [[Number(at), numberOf(value)]] : [];
  });
}

/** Labels are written by strangers. Values repeat a thousand times in one answer, so each is cleaned once. */
export function labelCleaner(): (labels: Record<string, string>) => Record<string, string> {
  const seen = new Map<string, string>();
  const value = (text: string) => {
    const known = seen.get(text) ?? redact(clean(text)).slice(0, 300);
    seen.set(text, known);
    return known;
  };
  return (labels) => Object.fromEntries(Object.entries(labels).map(([name, text]) => [name, value(text)]));
}

/** Series as the API's `data`, to be recorded. */
export function apiDataOf(series: readonly Series[]): ApiData {
  const text = (value: number) =>
    Number.isFinite(value) ? String(value) : Number.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
  const result = series.map(({ labels, points }) => ({
    metric: labels,
    values: points.map(([at, value]) => [at, text(value)]),
  }));
  return { resultType: "matrix", result };
}
