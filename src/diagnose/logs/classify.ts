import { unwrap } from "../../core/log-envelope.ts";
import { signaturesFor } from "./prefilter/signatures-for.ts";
import { rankOf } from "./rank.ts";
import { ENTITIES, type Entities, type LogClass, type Signature } from "./signature.ts";
import { isCommon, SIGNATURES } from "./signatures/index.ts";

/** What a line says is wrong. */
export interface Sighting {
  class: LogClass;
  signature: string;
  entities: Entities;
  /** Of a line under a wrapper that names no peer: the wrapper's signature, which tells whose client speaks. */
  within?: string;
  /** The time that the line itself carries, ms since the epoch. */
  at: number | undefined;
}

type Hit = Omit<Sighting, "at">;

const candidatesOf = signaturesFor(SIGNATURES);

const MAX_LENGTH = 2000;

/**
 * The most specific signature of the line; entities of the others fill what it leaves open. `undefined`: no error that we know.
 * Most lines have no fixed text of any signature and end there.
 */
export function classify(text: string): Sighting | undefined {
  const candidates = candidatesOf(text.length > MAX_LENGTH ? text.slice(0, MAX_LENGTH) : text);
  if (candidates.length === 0) return undefined;
  const { message, level, at } = unwrap(text);
  if (level === "debug") return undefined;
  const hits = hitsIn(candidates, message.slice(0, MAX_LENGTH));
  const found = best(hits.length > 0 ? hits : hitsIn(candidates, text.slice(0, MAX_LENGTH)));
  return found && { ...found, at };
}

function hitsIn(candidates: readonly Signature[], message: string): Hit[] {
  return candidates.flatMap((item) => {
    const match = item.pattern.exec(message);
    if (!match) return [];
    const entities = entitiesOf(match.groups ?? {});
    const is = typeof item.class === "string" ? item.class : item.class(entities);
    return is === undefined ? [] : [{ class: is, signature: item.id, entities }];
  });
}

/** `host2` is a second place where a pattern may find a `host`. */
function entitiesOf(groups: Record<string, string | undefined>): Entities {
  const entities: Entities = {};
  for (const [group, value] of Object.entries(groups)) {
    const name = ENTITIES.find((item) => item === group.replace(/\d$/, ""));
    if (name && value && entities[name] === undefined) entities[name] = tidy(name, value);
  }
  return entities;
}

function tidy(name: string, value: string): string {
  if (name === "host" || name === "ip") return value.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  return value.trim();
}

/** Noise settles it: a line that is only a consequence names no cause, whatever it mentions. */
function best(hits: readonly Hit[]): Hit | undefined {
  const noise = hits.find((hit) => hit.class === "benign" || hit.class === "consequence");
  if (noise) return noise;
  const [first, ...others] = hits.toSorted((a, b) => tier(a) - tier(b) || rankOf(a.class) - rankOf(b.class));
  if (!first) return undefined;
  return { ...first, entities: Object.assign({}, ...others.map(({ entities }) => entities).reverse(), first.entities) };
}

/** A product's own text tells more than a common one; that something failed unhandled tells least. */
function tier({ class: is, signature }: Hit): number {
  if (is === "unhandled-error") return 3;
  if (is === "wrapper") return 2;
  return isCommon(signature) ? 1 : 0;
}
