import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";
import { z } from "zod";
import type { Caller } from "../core/caller.ts";
import { messageOf, SitrepError } from "../core/errors.ts";
import type { Oidc } from "../core/oidc.ts";

/** Asymmetric only: with a shared secret whoever can check a token can make one. RFC 9068 and what providers use. */
const ALGORITHMS = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
];
/** Seconds that clocks may differ. */
const CLOCK_TOLERANCE = 30;
const TIMEOUT_MS = 5_000;
/** Keys are asked for again when a token names one that is not known, at most this often: that is how they are rotated. */
const COOLDOWN_MS = 10_000;
/** A key that was withdrawn is accepted no longer than this. */
const MAX_AGE_MS = 600_000;

/** Who a token is of, or why it is not accepted; `scope`: it is, and does not allow this. */
export type TokenAnswer = { caller: Caller } | { refused: "token" | "scope" | "provider"; why: string };
export type CheckToken = (token: string) => Promise<TokenAnswer>;

/** Access tokens of an OpenID provider, as JWTs (RFC 9068): signature, issuer, audience, times and scope. */
export function tokenChecker(oidc: Oidc, cooldownMs = COOLDOWN_MS): CheckToken {
  const keys = keysOf(oidc, cooldownMs);
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer: oidc.issuer,
        audience: oidc.resource,
        algorithms: ALGORITHMS,
        clockTolerance: CLOCK_TOLERANCE,
        requiredClaims: ["exp", "sub"],
      });
      return accepted(payload, oidc);
    } catch (error) {
      if (isProviders(error)) return { refused: "provider", why: messageOf(error) };
      return { refused: "token", why: whyNot(error) };
    }
  };
}

/** The provider's keys, found by its discovery document, which must be the provider's own. */
function keysOf({ issuer }: Oidc, cooldownDuration: number): JWTVerifyGetKey {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  const find = async () => {
    const { issuer: told, jwks_uri } = await discover(issuer);
    if (told !== issuer) throw new SitrepError("setup", `${issuer} says that it is ${told}.`);
    return createRemoteJWKSet(new URL(jwks_uri), {
      cooldownDuration,
      timeoutDuration: TIMEOUT_MS,
      cacheMaxAge: MAX_AGE_MS,
    });
  };
  return async (header, token) => {
    keys ??= find().catch((error: unknown) => {
      keys = undefined;
      throw error;
    });
    return (await keys)(header, token);
  };
}

const Discovery = z.object({ issuer: z.string(), jwks_uri: z.url() });

async function discover(issuer: string): Promise<z.infer<typeof Discovery>> {
  const url = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: "error" });
    return Discovery.parse(await response.json());
  } catch (error) {
    throw new SitrepError("unavailable", `The OpenID provider does not answer at ${url}: ${messageOf(error)}.`, {
      cause: error,
    });
  }
}

/** Nothing is wrong with the token as far as anybody could tell. */
function isProviders(error: unknown): boolean {
  if (error instanceof SitrepError || error instanceof errors.JWKSTimeout) return true;
  return !(error instanceof errors.JOSEError) || error.code === "ERR_JOSE_GENERIC";
}

const WHY: Record<string, string> = {
  ERR_JWT_EXPIRED: "it has expired",
  ERR_JWKS_NO_MATCHING_KEY: "the provider has no such key",
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: "its signature is not the provider's",
  ERR_JOSE_ALG_NOT_ALLOWED: "its algorithm is not allowed",
};

/** What the holder of a token can do something about; nothing that it does not know. */
function whyNot(error: unknown): string {
  if (error instanceof errors.JWTClaimValidationFailed) return `its claim ${error.claim} is not what it must be`;
  return (error instanceof errors.JOSEError && WHY[error.code]) || "it cannot be read as an access token";
}

function accepted(payload: JWTPayload, oidc: Oidc): TokenAnswer {
  const { sub = "" } = payload;
  if (!scopesOf(payload).includes(oidc.scope)) return { refused: "scope", why: `it lacks the scope ${oidc.scope}` };
  const groups = Text.safeParse(payload[oidc.groupsClaim]).data ?? [];
  const access = accessOf(groups, oidc.access);
  if (!access) return { refused: "scope", why: `none of its groups is let in by oidc.access` };
  const id = `oidc:${sub}`;
  return { caller: { id, session: id, by: "oidc", groups, ...access } };
}
const Text = z.array(z.string());

/** `scope` is a list with spaces (RFC 9068), `scp` the same or an array in two widespread providers. */
function scopesOf({ scope, scp }: JWTPayload): string[] {
  const all = [scope, scp].flatMap((value) =>
    Array.isArray(value) ? value : typeof value === "string" ? value.split(" ") : [],
  );
  return all.filter((value) => typeof value === "string");
}

/**
 * What the caller may: what the first group of the list may that the caller is in, so that two groups never give together what
 * neither gives. `undefined` when it is in none. Without a list everybody with the scope may all.
 */
function accessOf(groups: readonly string[], access: Oidc["access"]): Pick<Caller, "tools" | "namespaces"> | undefined {
  const listed = Object.entries(access);
  if (listed.length === 0) return { tools: null, namespaces: null };
  return listed.find(([group]) => groups.includes(group))?.[1];
}
