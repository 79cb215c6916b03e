import type { Inspection } from "./promql.ts";
import type { PrometheusReader, Window } from "./reader.ts";
import type { Matcher, Selector } from "./selector.ts";

const MAX_NAMES = 8;

/** Why an answer is empty, selector by selector: no such metric (with names that are near), or which matcher excludes all. */
export async function explainEmpty(
  { selectors }: Inspection,
  reader: PrometheusReader,
  window: Window,
  signal: AbortSignal,
): Promise<string[]> {
  const distinct = [...new Map(selectors.map((selector) => [selector.text, selector])).values()].slice(0, 4);
  return Promise.all(distinct.map((selector) => explain(selector, reader, window, signal)));
}

async function explain(
  selector: Selector,
  reader: PrometheusReader,
  window: Window,
  signal: AbortSignal,
): Promise<string> {
  const { metric, matchers, text } = selector;
  const exists = async (match: string) => (await reader.names([match], window, signal)).length > 0;
  if (await exists(text)) return `${text} has series; the comparison or the join left none.`;
  if (metric === undefined) return `${text} matches no series in the window.`;
  if (!(await exists(metric))) return `No metric ${metric}.${await near(metric, matchers, reader, window, signal)}`;
  const checks = await Promise.all(matchers.map(async (matcher) => !(await exists(`${metric}{${textOf(matcher)}}`))));
  const excluding = matchers.filter((_, i) => checks[i]).map(textOf);
  const labels = (await reader.labels(metric, window, signal)).filter((label) => label !== "__name__");
  return excluding.length > 0
    ? `${metric} exists, but not with ${excluding.join(" or ")}. Its labels: ${labels.slice(0, 20).join(", ")}.`
    : `${metric} exists with each of these labels, but not with all of them together.`;
}

/** Names that share words with the one that is missing, those with the same labels first. */
async function near(
  metric: string,
  matchers: readonly Matcher[],
  reader: PrometheusReader,
  window: Window,
  signal: AbortSignal,
): Promise<string> {
  const words = metric
    .split("_")
    .filter((word) => word.length > 2 && !/^(?:total|seconds|bytes|count|sum|bucket)$/.test(word));
  if (words.length === 0) return "";
  const like = `{__name__=~".*(?:${words.map((word) => word.replace(/\W/g, ".")).join("|")}).*"`;
  const kept = matchers.filter(({ op, label }) => op === "=" && label.endsWith("namespace")).map(textOf);
  const here = await reader.names([`${[like, ...kept].join(",")}}`], window, signal);
  const names = here.length > 0 ? here : await reader.names([`${like}}`], window, signal);
  const shared = (name: string) => words.filter((word) => name.includes(word)).length;
  const best = [...names].sort((a, b) => shared(b) - shared(a) || a.localeCompare(b)).slice(0, MAX_NAMES);
  return best.length > 0 ? ` Near it: ${best.join(", ")}.` : "";
}

function textOf({ label, op, value }: Matcher): string {
  return `${label}${op}${JSON.stringify(value)}`;
}
