import type { Server } from "node:http";
import { type CryptoKey, exportSPKI, importJWK, SignJWT } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Oidc } from "../../src/core/oidc.ts";
import { type CheckToken, tokenChecker } from "../../src/identity/oidc.ts";
import { forged, type Signer, signer, startProvider, tokenFrom } from "./provider.ts";

const RESOURCE = "https://sitrep.internal/mcp";
let server: Server;
let oidc: Oidc;
let check: CheckToken;
let own: Signer;
let other: Signer;

beforeAll(async () => {
  own = await signer("key-1");
  other = await signer("key-1");
  const provider = await startProvider([own]);
  server = provider.server;
  oidc = Oidc.parse({ issuer: provider.issuer, resource: RESOURCE });
  check = tokenChecker(oidc);
});
afterAll(() => void server.close());

const now = () => Math.floor(Date.now() / 1000);
const claims = (rest: object = {}) => ({
  iss: oidc.issuer,
  aud: RESOURCE,
  sub: "ana",
  scope: "sitrep",
  iat: now(),
  exp: now() + 600,
  ...rest,
});

test("a token that the provider gave says who calls, and in which groups", async () => {
  expect(await check(await tokenFrom(oidc.issuer, RESOURCE))).toEqual({
    caller: {
      id: "oidc:agent",
      session: "oidc:agent",
      by: "oidc",
      groups: ["everyone", "sre"],
      tools: null,
      namespaces: null,
    },
  });
  expect(await check(await forged(own, claims({ scope: undefined, scp: ["other", "sitrep"] })))).toHaveProperty(
    "caller",
  );
});

test("the first group of the list that the caller is in says what it may, and who is in none is not let in", async () => {
  const access = { admins: {}, sre: { namespaces: ["payments"] }, everyone: { tools: ["search_runbooks"] } };
  const limited = tokenChecker(Oidc.parse({ ...oidc, access }));
  expect(await limited(await tokenFrom(oidc.issuer, RESOURCE))).toMatchObject({
    caller: { tools: null, namespaces: ["payments"] },
  });
  expect(await limited(await tokenFrom(oidc.issuer, RESOURCE, "sitrep", "guest"))).toMatchObject({ refused: "scope" });
});

const sharedSecret = async () => {
  const { d: _, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, ...publicJwk } = own.jwk;
  const pem = await exportSPKI((await importJWK(publicJwk, "RS256", { extractable: true })) as CryptoKey);
  return new TextEncoder().encode(pem);
};
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const parts = async () => (await forged(own, claims())).split(".");

test.each<[string, () => Promise<string>]>([
  ["another server's audience", () => tokenFrom(oidc.issuer, "https://other.internal/mcp")],
  ["an audience with a slash more", () => forged(own, claims({ aud: `${RESOURCE}/` }))],
  ["no audience", () => forged(own, claims({ aud: undefined }))],
  ["the audience of a client, as ID tokens have it", () => forged(own, claims({ aud: "agent" }))],
  ["another issuer", () => forged(own, claims({ iss: "https://evil.example" }))],
  ["the issuer with a slash more", () => forged(own, claims({ iss: `${oidc.issuer}/` }))],
  ["no issuer", () => forged(own, claims({ iss: undefined }))],
  ["an end that is past", () => forged(own, claims({ exp: now() - 60 }))],
  ["no end", () => forged(own, claims({ exp: undefined }))],
  ["an end that is no number", () => forged(own, claims({ exp: "tomorrow" as never }))],
  ["a beginning that is to come", () => forged(own, claims({ nbf: now() + 600 }))],
  ["no subject", () => forged(own, claims({ sub: undefined }))],
  ["a key of somebody else under the provider's key id", () => forged(other, claims())],
  ["a key id that nobody knows", () => forged(own, claims(), { kid: "key-9" })],
  ["a signature that was taken away", async () => `${(await parts()).slice(0, 2).join(".")}.`],
  [
    "claims that were changed",
    async () => {
      const [header, , signature] = await parts();
      return [header, encoded(claims({ sub: "root" })), signature].join(".");
    },
  ],
  ["alg none", async () => `${encoded({ alg: "none" })}.${encoded(claims())}.`],
  ["alg none with a signature", async () => `${encoded({ alg: "none" })}.${encoded(claims())}.${(await parts())[2]}`],
  [
    "the public key as a shared secret (HS256)",
    async () => new SignJWT(claims()).setProtectedHeader({ alg: "HS256", kid: own.kid }).sign(await sharedSecret()),
  ],
  [
    "a key that it brings itself",
    async () => {
      const { d: _, ...jwk } = other.jwk;
      return new SignJWT(claims()).setProtectedHeader({ alg: "RS256", jwk }).sign(other.private);
    },
  ],
  ["five parts, as encrypted ones have", async () => "a.b.c.d.e"],
  ["no JSON", async () => "eyJ.eyJ.sig"],
  ["nothing of a token", async () => "x"],
])("a token with %s is refused", async (_what, make) => {
  const token = await make();
  const answer = await check(token);
  expect(answer).toMatchObject({ refused: "token" });
  expect(JSON.stringify(answer)).not.toContain(token.slice(-20));
});

test("a token without the scope is the caller's, and allows nothing", async () => {
  expect(await check(await tokenFrom(oidc.issuer, RESOURCE, "other"))).toEqual({
    refused: "scope",
    why: "it lacks the scope sitrep",
  });
});

test("keys are rotated without a restart: new ones are accepted, and a provider that does not answer is told as such", async () => {
  const first = await signer("key-1");
  const provider = await startProvider([first]);
  const rotating = Oidc.parse({ issuer: provider.issuer, resource: RESOURCE });
  const checkRotating = tokenChecker(rotating, 0);
  expect(await checkRotating(await tokenFrom(provider.issuer, RESOURCE))).toHaveProperty("caller");
  provider.server.close();
  provider.server.closeAllConnections();
  const second = await signer("key-2");
  const again = await startProvider([second], Number(new URL(provider.issuer).port));
  expect(await checkRotating(await tokenFrom(again.issuer, RESOURCE))).toHaveProperty("caller");
  expect(await checkRotating(await forged(first, { ...claims(), iss: provider.issuer }))).toMatchObject({
    refused: "token",
  });
  again.server.close();
  again.server.closeAllConnections();
  expect(await tokenChecker(rotating)(await forged(second, { ...claims(), iss: provider.issuer }))).toMatchObject({
    refused: "provider",
  });
});
