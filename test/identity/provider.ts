import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from "jose";
import Provider from "oidc-provider";

export interface Signer {
  kid: string;
  private: CryptoKey;
  jwk: JWK;
}

export async function signer(kid: string, alg = "RS256"): Promise<Signer> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, private: privateKey, jwk: { ...(await exportJWK(privateKey)), kid, alg, use: "sig" } };
}

/** A real OpenID provider that gives access tokens for any resource, with the groups of its only client. */
export async function startProvider(keys: readonly Signer[], port = 0): Promise<{ issuer: string; server: Server }> {
  const server = createServer();
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const issuer = `http://127.0.0.1:${typeof address === "object" && address ? address.port : port}`;
  const client = {
    client_secret: "not-secret",
    grant_types: ["client_credentials"],
    redirect_uris: [],
    response_types: [],
  };
  const provider = new Provider(issuer, {
    clients: ["agent", "guest"].map((client_id) => ({ ...client, client_id, scope: "sitrep other" })),
    scopes: ["sitrep", "other"],
    jwks: { keys: keys.map(({ jwk }) => jwk) as never },
    extraTokenClaims: (_ctx: unknown, token: { clientId?: string }) => ({
      groups: token.clientId === "agent" ? ["everyone", "sre"] : [],
    }),
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_ctx: unknown, resource: string) => ({
          scope: "sitrep other",
          audience: resource,
          accessTokenFormat: "jwt" as const,
          accessTokenTTL: 600,
          jwt: { sign: { alg: "RS256" as const } },
        }),
      },
    },
  });
  server.on("request", provider.callback());
  return { issuer, server };
}

/** The way of a program that has a client secret: metadata, discovery, token. */
export async function tokenFrom(issuer: string, resource: string, scope = "sitrep", client = "agent"): Promise<string> {
  const discovery = await fetch(`${issuer}/.well-known/openid-configuration`);
  const { token_endpoint } = (await discovery.json()) as { token_endpoint: string };
  const response = await fetch(token_endpoint, {
    method: "POST",
    headers: { Authorization: `Basic ${btoa(`${client}:not-secret`)}` },
    body: new URLSearchParams({ grant_type: "client_credentials", scope, resource }),
  });
  const { access_token } = (await response.json()) as { access_token: string };
  return access_token;
}

/** A token with these claims, as a provider with this key would sign it. */
export function forged(key: Signer, claims: JWTPayload, header: { alg?: string; kid?: string } = {}): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "RS256", typ: "at+jwt", kid: key.kid, ...header })
    .sign(key.private);
}
