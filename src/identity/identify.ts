import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import { type Caller, localCaller } from "../core/caller.ts";
import { SitrepError, tooOften } from "../core/errors.ts";
import { type Grant, keyring } from "./keys.ts";
import type { CheckToken, TokenAnswer } from "./oidc.ts";

/** Why nobody is recognised. `wrong`: what was sent is no key and no token; otherwise nothing was sent. */
export interface Unidentified {
  status: 401 | 403 | 429 | 503;
  refusal: SitrepError;
  wrong?: boolean;
}

/** Who asks, or why nobody is recognised. */
export type Identified = { caller: Caller } | Unidentified;
export type Identify = (authorization: string | undefined, address: string) => Promise<Identified>;

/** Wrong keys and tokens a minute from one address, before it has to wait. */
const MAX_WRONG = 20;

/** Nobody is asked who they are: for the person's own machine, where who reaches the port could run sitrep itself. */
export function localOnly(): Identify {
  const caller = localCaller();
  return async () => ({ caller });
}

/**
 * An API key or, where a provider is configured, its access token, as a bearer token. Limits count per caller: there are no
 * sessions. Who tries keys waits after some, and with them whoever shares their address, but not those who were served before.
 */
export function byBearer(file: string, checkToken?: CheckToken): Identify {
  const keys = keyring(file);
  const wrong = new RateLimiterMemory({ points: MAX_WRONG, duration: 60 });
  const waitOf = (address: string) =>
    wrong.consume(address).then(
      () => 0,
      (refused: RateLimiterRes) => refused.msBeforeNext,
    );
  return async (authorization, address) => {
    const [, token] = /^Bearer ([\x21-\x7e]{1,8000})$/i.exec(authorization ?? "") ?? [];
    if (token === undefined)
      return unknown(checkToken ? "An API key or access token is needed." : "An API key is needed.");
    if (checkToken && !token.startsWith("sitrep_")) return ofToken(await checkToken(token), () => waitOf(address));
    const known = await keys.known(token);
    if (known) return { caller: callerOf(known) };
    const waits = await waitOf(address);
    if (waits > 0) return tooMany(waits);
    const found = await keys.find(token);
    if (found) {
      await wrong.reward(address);
      return { caller: callerOf(found) };
    }
    return unknown("The API key is unknown, revoked or expired.", true);
  };
}

/** A token proves itself in no time, so that a good one is never kept waiting by bad ones. */
async function ofToken(answer: TokenAnswer, waitOf: () => Promise<number>): Promise<Identified> {
  if ("caller" in answer) return answer;
  const { refused, why } = answer;
  if (refused === "provider") return { status: 503, refusal: new SitrepError("unavailable", why) };
  if (refused === "scope")
    return { status: 403, refusal: new SitrepError("denied", `The access token does not allow this: ${why}.`) };
  const waits = await waitOf();
  return waits > 0 ? tooMany(waits) : unknown(`The access token is not accepted: ${why}.`, true);
}

function callerOf({ name, tools, namespaces }: Grant): Caller {
  return { id: `key:${name}`, session: `key:${name}`, by: "api-key", tools, namespaces };
}

function tooMany(waits: number): Unidentified {
  return { status: 429, refusal: tooOften("Too many wrong keys from this address.", waits) };
}

function unknown(message: string, wrong = false): Unidentified {
  const hint = "Send Authorization: Bearer sitrep_…; sitrep keys create NAME makes a key.";
  return { status: 401, refusal: new SitrepError("denied", message, { hint }), wrong };
}
