import { unwrap } from "../../core/log-envelope.ts";
import type { LogStream } from "../../core/observation.ts";
import { once } from "../../core/once.ts";
import type { Turn } from "../../core/turn.ts";
import { addressIn } from "./address.ts";
import { classify, type Sighting } from "./classify.ts";
import { isCause } from "./rank.ts";
import type { Entities, LogClass } from "./signature.ts";
import { SIGNATURES } from "./signatures/index.ts";
import { templateOf } from "./template.ts";

/** A line of a stream that says something is wrong. */
interface Sighted {
  sighting: Sighting;
  index: number;
  /** Equal for lines that say the same of the same thing. */
  key: string;
  /** It announced a state that no later line ends. */
  standing: boolean;
}

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

const UNTIL = new Map(SIGNATURES.flatMap(({ id, until }) => (until ? [[id, until] as const] : [])));

/** What the lines of a stream say is wrong, in their order. A stream is read once. */
export const sightingsIn = once(read);

/** Reads streams that will be asked about, so that a server answers others between them. */
export async function readAhead(streams: readonly LogStream[], turn: Turn): Promise<void> {
  for (const stream of streams) {
    sightingsIn(stream);
    await turn();
  }
}

function read(stream: LogStream): Sighted[] {
  const found: Sighted[] = [];
  let standing: { item: Sighted; until: RegExp }[] = [];
  let wrapper: { entities: Entities; index: number; signature: string } | undefined;
  for (let index = Math.max(0, stream.lines.length - MAX_LINES); index < stream.lines.length; index++) {
    const text = stream.lines[index]?.text ?? "";
    for (const { item } of standing.filter(({ until }) => until.test(text))) item.standing = false;
    standing = standing.filter(({ item }) => item.standing);
    const sighting = classify(text);
    if (!sighting) continue;
    const above = wrapper && index - wrapper.index <= WRAPPER_REACH ? wrapper : undefined;
    if (sighting.class === "wrapper") {
      const entities = { ...above?.entities, ...withAddress(sighting, text).entities };
      wrapper = { entities, index, signature: sighting.signature };
    }
    if (!isCause(sighting.class)) continue;
    const whole = ABOUT_A_PEER.has(sighting.class) ? inside(sighting, above, text) : sighting;
    const until = UNTIL.get(whole.signature);
    const item = { sighting: whole, index, key: keyOf(whole, text), standing: until !== undefined };
    found.push(item);
    if (until) standing.push({ item, until });
  }
  return found;
}

/** With what the wrapper above it names. */
function inside(sighting: Sighting, above: { entities: Entities; signature: string } | undefined, text: string) {
  const whole = withAddress({ ...sighting, entities: { ...above?.entities, ...sighting.entities } }, text);
  return above ? { ...whole, within: above.signature } : whole;
}

function withAddress(sighting: Sighting, text: string): Sighting {
  const { host: named, ip, peer } = sighting.entities;
  if (named || ip || peer) return sighting;
  const address = addressIn(text);
  if (!address) return sighting;
  const port = sighting.entities.port ?? address.port;
  return { ...sighting, entities: { ...sighting.entities, host: address.host, ...(port ? { port } : {}) } };
}

function keyOf({ class: is, entities }: Sighting, text: string): string {
  const { host, ip, port, key, file, user, db, table, peer } = entities;
  const named = [host ?? ip, port, key, file, user, db, table, peer].filter(Boolean);
  // Other fields of a structured line hold what is new in every line: ids of requests, durations.
  return [is, ...(named.length > 0 ? named : [templateOf(unwrap(text).message || text)])].join("|");
}
