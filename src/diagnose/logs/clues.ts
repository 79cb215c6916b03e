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
}

/** Classes whose line is of little use without the peer it is about. */
const ABOUT_A_PEER = new Set<LogClass>([
  "dns-unknown",
  "dns-failing",
  "no-route",
  "timeout",
  "refused",
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
export function cluesIn(streams: readonly LogStream[]): Clue[] {
  const byKey = new Map<string, Clue & { pods: Set<string> }>();
  for (const stream of streams) {
    for (const { sighting, index } of sightingsIn(stream)) {
      const line = stream.lines[index] ?? { text: "" };
      const key = keyOf(sighting, line);
      const known = byKey.get(key);
      const at = timeOf(line.at) ?? sighting.at;
      const fromEnd = stream.lines.length - 1 - index;
      if (known)
        Object.assign(known, {
          count: known.count + 1,
          lastAt: later(known.lastAt, at),
          fromEnd: Math.min(known.fromEnd, fromEnd),
        }).pods.add(stream.pod);
      else
        byKey.set(key, {
          ...sighting,
          stream,
          line,
          count: 1,
          pods: new Set([stream.pod]),
          firstAt: at,
          lastAt: at,
          fromEnd,
        });
    }
  }
  return [...byKey.values()].sort(
    (a, b) => rankOf(a.class) - rankOf(b.class) || (a.firstAt ?? 0) - (b.firstAt ?? 0) || b.count - a.count,
  );
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
