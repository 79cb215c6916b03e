import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import { type Caller, localCaller } from "../core/caller.ts";
import { SitrepError, tooOften } from "../core/errors.ts";
import { type Grant, keyring } from "./keys.ts";

/** Who asks, or why nobody is recognised. */
export type Identified = { caller: Caller } | { status: 401 | 429; refusal: SitrepError };
export type Identify = (authorization: string | undefined, address: string) => Promise<Identified>;

/** Wrong keys a minute from one address, before it has to wait. */
const MAX_WRONG = 20;

/** Nobody is asked who they are: for the person's own machine, where who reaches the port could run sitrep itself. */
export function localOnly(): Identify {
  const caller = localCaller();
  return async () => ({ caller });
}

/**
 * An API key as a bearer token. Limits count per key: there are no sessions. Who tries keys waits after some, and with them
 * whoever shares their address, but not those who were served before.
 */
export function byKey(file: string): Identify {
  const keys = keyring(file);
  const wrong = new RateLimiterMemory({ points: MAX_WRONG, duration: 60 });
  return async (authorization, address) => {
    const [, token] = /^Bearer ([\x21-\x7e]{1,300})$/i.exec(authorization ?? "") ?? [];
    if (token === undefined) return unknown("An API key is needed.");
    const known = await keys.known(token);
    if (known) return { caller: callerOf(known) };
    const waits = await wrong.consume(address).then(
      () => 0,
      (refused: RateLimiterRes) => refused.msBeforeNext,
    );
    if (waits > 0) return { status: 429, refusal: tooOften("Too many wrong keys from this address.", waits) };
    const found = await keys.find(token);
    if (found) {
      await wrong.reward(address);
      return { caller: callerOf(found) };
    }
    return unknown("The API key is unknown, revoked or expired.");
  };
}

function callerOf({ name, tools, namespaces }: Grant): Caller {
  return { id: `key:${name}`, session: `key:${name}`, by: "api-key", tools, namespaces };
}

function unknown(message: string): Identified {
  const hint = "Send Authorization: Bearer sitrep_…; sitrep keys create NAME makes a key.";
  return { status: 401, refusal: new SitrepError("denied", message, { hint }) };
}
