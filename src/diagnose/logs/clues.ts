import type { LogLine, LogStream } from "../../core/observation.ts";
import { timeOf } from "../../core/time.ts";
import { addressIn } from "./address.ts";
import { classify, type Sighting } from "./classify.ts";
import { isCause, rankOf } from "./rank.ts";
import type { Entities, LogClass } from "./signature.ts";
import { templateOf } from "./template.ts";

/** One thing that logs say is wrong: every line that says the same, told once. */
export interface Clue {
  class: LogClass;
  signature: string;
  entities: Entities;
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

/** Classes whose line is of little use without the peer it is about. */
const ABOUT_A_PEER = new Set<LogClass>([
  "dns-unknown",
  "dns-failing",
  "no-route",
  "timeout",
  "refused",
  "unreachable",
  "reset",
  "protocol",
  "deadline",
  "upstream-error",
  "authentication",
  "tls-expired",
  "tls-untrusted",
  "tls-name",
  "tls-plaintext",
  "tls-client-certificate",
  "authorization",
  "rate-limited",
]);
/** A wrapper above its cause (`Cannot connect to …` / `Caused by: …`) is this near. */
const WRAPPER_REACH = 12;
/** The newest lines of a stream are judged: what is older is history. */
const MAX_LINES = 20_000;

/** What these streams say is wrong, what explains most first. Lines that are only consequences are left out. */
export function cluesIn(streams: readonly LogStream[], window: Window = EVERYTHING): Clue[] {
  const byKey = new Map<string, Clue & { pods: Set<string>; streams: Map<LogStream, number> }>();
  for (const stream of streams) {
    const start = windowStart(stream, window);
    for (const { sighting, index } of sightingsIn(stream)) {
      const line = stream.lines[index] ?? { text: "" };
      const key = keyOf(sighting, line);
      const at = timeOf(line.at) ?? sighting.at;
      const isNew = index >= start && (at === undefined || at >= window.from);
      const clue = byKey.get(key) ?? begin(sighting, stream, line, at);
      byKey.set(key, clue);
      clue.count++;
      clue.recent += isNew ? 1 : 0;
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

function begin({ class: is, signature, entities }: Sighting, stream: LogStream, line: LogLine, at: number | undefined) {
  const none = { count: 0, recent: 0, share: 0, fromEnd: Number.POSITIVE_INFINITY, lastAt: undefined };
  const sets = { pods: new Set<string>(), streams: new Map<LogStream, number>() };
  return { class: is, signature, entities, stream, line, firstAt: at, ...none, ...sets };
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

function sightingsIn(stream: LogStream): { sighting: Sighting; index: number }[] {
  const found: { sighting: Sighting; index: number }[] = [];
  let wrapper: { entities: Entities; index: number } | undefined;
  for (let index = Math.max(0, stream.lines.length - MAX_LINES); index < stream.lines.length; index++) {
    const text = stream.lines[index]?.text ?? "";
    const sighting = classify(text);
    if (!sighting) continue;
    const near = wrapper && index - wrapper.index <= WRAPPER_REACH ? wrapper.entities : {};
    if (sighting.class === "wrapper")
      wrapper = { entities: { ...near, ...withAddress(sighting, text).entities }, index };
    if (!isCause(sighting.class)) continue;
    found.push({
      sighting: ABOUT_A_PEER.has(sighting.class)
        ? withAddress({ ...sighting, entities: { ...near, ...sighting.entities } }, text)
        : sighting,
      index,
    });
  }
  return found;
}

function withAddress(sighting: Sighting, text: string): Sighting {
  if (sighting.entities.host || sighting.entities.ip) return sighting;
  const address = addressIn(text);
  if (!address) return sighting;
  const port = sighting.entities.port ?? address.port;
  return { ...sighting, entities: { ...sighting.entities, host: address.host, ...(port ? { port } : {}) } };
}

function keyOf({ class: is, entities }: Sighting, line: LogLine): string {
  const { host, ip, port, key, file, user, db, table, peer } = entities;
  const named = [host ?? ip, port, key, file, user, db, table, peer].filter(Boolean);
  return [is, ...(named.length > 0 ? named : [templateOf(line.text)])].join("|");
}

function later(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || (b !== undefined && b > a) ? b : a;
}
