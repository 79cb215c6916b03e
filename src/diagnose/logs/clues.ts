import type { LogLine, LogStream } from "../../core/observation.ts";
import { timeOf } from "../../core/time.ts";
import type { Sighting } from "./classify.ts";
import { rankOf } from "./rank.ts";
import { sightingsIn } from "./sightings.ts";
import type { Entities, LogClass } from "./signature.ts";

/** One thing that logs say is wrong: every line that says the same, told once. */
export interface Clue {
  /** Equal for clues that say the same of the same thing. */
  key: string;
  class: LogClass;
  signature: string;
  entities: Entities;
  /** The signature of the wrapper that the line stands under. */
  within?: string;
  stream: LogStream;
  /** The first line that says so. */
  line: LogLine;
  count: number;
  /** Names of the pods that say so. */
  pods: ReadonlySet<string>;
  /** ms since the epoch; `undefined` for logs without times. */
  firstAt: number | undefined;
  lastAt: number | undefined;
  /** Lines between the last one and the end of its stream. */
  fromEnd: number;
  /** It announced a state that no later line ends. */
  standing: boolean;
  /** How many of them lie in the window that counts as now. */
  recent: number;
  /** Their part of all lines in the window: 0.01 is one line in a hundred. */
  share: number;
}

/** What counts as now: lines after `from` (ms since the epoch), or the last `lines` of a log without times. */
export interface Window {
  from: number;
  lines: number;
}

const EVERYTHING: Window = { from: 0, lines: Number.POSITIVE_INFINITY };

/** When a run began and when it ended, or until when it was read; ms since the epoch. */
export interface Span {
  from: number | undefined;
  to: number;
}
/** Clocks of nodes differ. */
const SLACK_MS = 60_000;

/** What these streams say is wrong, what explains most first. Lines that are only consequences are left out. */
export function cluesIn(
  streams: readonly LogStream[],
  window: Window = EVERYTHING,
  spanOf: (stream: LogStream) => Span | undefined = () => undefined,
): Clue[] {
  const byKey = new Map<string, Clue & { pods: Set<string>; streams: Map<LogStream, number> }>();
  for (const stream of streams) {
    const start = windowStart(stream, window);
    const span = spanOf(stream);
    for (const { sighting, index, key, standing } of sightingsIn(stream)) {
      const line = stream.lines[index] ?? { text: "" };
      const at = timeOf(line.at) ?? placed(sighting.at, span);
      const isNew = standing || (index >= start && (at === undefined || at >= window.from));
      const clue = byKey.get(key) ?? { ...begin(sighting, stream, line, at), key };
      byKey.set(key, clue);
      clue.count++;
      clue.recent += isNew ? 1 : 0;
      clue.standing ||= standing;
      clue.lastAt = later(clue.lastAt, at);
      clue.fromEnd = Math.min(clue.fromEnd, stream.lines.length - 1 - index);
      clue.pods.add(stream.pod);
      clue.streams.set(stream, stream.lines.length - start);
    }
  }
  return [...byKey.values()]
    .map(({ streams: windows, ...clue }) => ({ ...clue, share: clue.recent / Math.max(1, sum(windows.values())) }))
    .sort((a, b) => rankOf(a.class) - rankOf(b.class) || (a.firstAt ?? 0) - (b.firstAt ?? 0) || b.count - a.count);
}

/** A program's own clock may be of another zone: what it says of a time outside of its run was within it. */
function placed(at: number | undefined, span: Span | undefined): number | undefined {
  if (at === undefined || !span) return at;
  const isWithin = at <= span.to + SLACK_MS && at >= (span.from ?? at) - SLACK_MS;
  return isWithin ? at : span.from;
}

function begin(
  { class: is, signature, entities, within }: Sighting,
  stream: LogStream,
  line: LogLine,
  at: number | undefined,
) {
  const none = { count: 0, recent: 0, standing: false, share: 0, fromEnd: Number.POSITIVE_INFINITY, lastAt: undefined };
  const sets = { pods: new Set<string>(), streams: new Map<LogStream, number>() };
  return { class: is, signature, entities, ...(within && { within }), stream, line, firstAt: at, ...none, ...sets };
}

/** The index of the first line in the window. */
function windowStart({ lines }: LogStream, { from, lines: last }: Window): number {
  if (lines.at(-1)?.at === undefined) return Math.max(0, lines.length - last);
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((timeOf(lines[middle]?.at) ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

function sum(numbers: Iterable<number>): number {
  return [...numbers].reduce((a, b) => a + b, 0);
}

function later(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || (b !== undefined && b > a) ? b : a;
}
