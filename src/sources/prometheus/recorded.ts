import { scheduler } from "node:timers/promises";
import type { Contents } from "../../core/capture/contents.ts";
import type { CaptureFolder } from "../../core/capture/folder.ts";
import { LAYOUT } from "../../core/capture/layout.ts";
import { SitrepError } from "../../core/errors.ts";
import type { Series } from "../../core/observation.ts";
import { inspect, normalise } from "./promql.ts";
import type { Answer, Grid, PrometheusReader, Recording, Row, Rules, Window } from "./reader.ts";
import { rowOf } from "./rows.ts";
import { rulesOf } from "./rules.ts";
import { matches, type Selector } from "./selector.ts";
import { recordingWithin, rulesWithin } from "./within.ts";

/** The Prometheus part of a capture; `undefined` when it has none. Lines that cannot be read are skipped and counted. */
export async function openRecordedPrometheus(capture: CaptureFolder): Promise<PrometheusReader | undefined> {
  const [queries, rules] = await Promise.all([capture.start(LAYOUT.queries), capture.json(LAYOUT.rules)]);
  if (queries === undefined && rules === undefined) return undefined;
  const recording = await parseRows(queries ?? { data: Buffer.alloc(0), whole: true });
  return readerOf(recording, rules === undefined ? { rules: [], missing: [] } : rulesOf(rules));
}

function readerOf(recording: Recording, rules: Rules): PrometheusReader {
  const byQuery = Map.groupBy(recording.rows, ({ query }) => normalise(query));
  const series = () => recording.rows.flatMap(({ answer }) => answer.series);
  return {
    origin: "capture",
    query: async (query, time) =>
      instantOf(query, time, byQuery.get(normalise(query)) ?? []) ?? selected(query, time, recording),
    range: async (query, grid) =>
      rangeOf(grid, byQuery.get(normalise(query)) ?? []) ?? selected(query, grid, recording),
    names: async (match) => [...new Set(select(match, series()).flatMap(({ labels }) => labels.__name__ ?? []))].sort(),
    labels: async (match) =>
      [...new Set(select([match], series()).flatMap(({ labels }) => Object.keys(labels)))].sort(),
    rules: async () => rules,
    version: async () => `recording of ${recording.rows.length} queries`,
    recording: async () => recording,
    within: (namespaces) => readerOf(recordingWithin(recording, namespaces), rulesWithin(rules, namespaces)),
  };
}

/** A recording may be large: others get their turn between lines. One answer is no larger than a live one may be. */
async function parseRows({ data, whole }: Contents): Promise<Recording> {
  const lines = data.toString("utf8").split("\n");
  const wanted = (whole ? lines : lines.slice(0, -1)).filter((line) => line.trim() !== "");
  const rows: Row[] = [];
  for (const line of wanted) {
    const row = line.length > MAX_LINE ? undefined : rowOf(line);
    if (row) rows.push(row);
    if (line.length > LONG_LINE) await scheduler.yield();
  }
  return { rows, damaged: wanted.length - rows.length, whole };
}
const MAX_LINE = 16 * 1024 * 1024;
const LONG_LINE = 100_000;

/** The instant recorded nearest to `time`, else the point of a recorded range at or before it. */
function instantOf(query: string, time: number, rows: readonly Row[]): Answer | undefined {
  const instants = rows.flatMap(({ at, answer }) => (typeof at === "number" ? [{ at, answer }] : []));
  const nearest = instants.sort((a, b) => Math.abs(a.at - time) - Math.abs(b.at - time))[0];
  if (nearest) return nearest.answer;
  const range = rangeOf({ start: time, end: time }, rows);
  return range && { ...range, series: range.series.flatMap((item) => lastBefore({ ...item, query }, time)) };
}

/** The recorded range whose end is nearest. */
function rangeOf({ end }: Window, rows: readonly Row[]): Answer | undefined {
  const ranges = rows.flatMap(({ at, answer }) => (typeof at === "object" ? [{ at, answer }] : []));
  return ranges.sort((a, b) => Math.abs(a.at.end - end) - Math.abs(b.at.end - end))[0]?.answer;
}

/** A plain selector can be answered from everything that was recorded; nothing else can be computed here. */
function selected(query: string, at: number | Grid, { rows }: Recording): Answer {
  const { plain } = inspect(query);
  const found = plain
    ? select(
        [query],
        rows.flatMap(({ answer }) => answer.series),
      )
    : [];
  if (found.length === 0) throw notRecorded(query, rows);
  const series = found.flatMap((item) =>
    typeof at === "number" ? lastBefore({ ...item, query }, at) : [{ ...item, query }],
  );
  return { series, missing: [], notes: ["Answered from series recorded under other queries."] };
}

function notRecorded(query: string, rows: readonly Row[]): SitrepError {
  const metrics = new Set(inspect(query).selectors.flatMap(({ metric }) => metric ?? []));
  const near = rows.filter((row) => inspect(row.query).selectors.some(({ metric }) => metric && metrics.has(metric)));
  const offered = [...new Set((near.length > 0 ? near : rows).map((row) => row.query))].slice(0, 5);
  return new SitrepError("input", "This query was not recorded, and a capture cannot evaluate new ones.", {
    hint: offered.length > 0 ? `Recorded are for example: ${offered.join(" · ")}` : "The capture holds no queries.",
  });
}

/** Series that match any of the selectors. */
function select(match: readonly string[], series: readonly Series[]): Series[] {
  const selectors = match.flatMap((text): Selector[] => inspect(text).selectors);
  return series.filter(({ labels }) => selectors.some((selector) => matches(selector, labels)));
}

function lastBefore(item: Series, time: number): Series[] {
  const last = item.points.findLast(([at]) => at <= time) ?? item.points[0];
  return last ? [{ ...item, points: [last] }] : [];
}
