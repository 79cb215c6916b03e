import type { Oidc } from "../../core/oidc.ts";
import type { Unidentified } from "../../identity/identify.ts";

const WELL_KNOWN = "/.well-known/oauth-protected-resource";

/** RFC 9728: where the metadata of the resource lie, at the root and after the resource's own path. */
export function metadataPaths({ resource }: Oidc): string[] {
  return [...new Set([WELL_KNOWN, `${WELL_KNOWN}${pathOf(resource)}`])];
}

/** What a client needs to get a token for this server. */
export function metadataOf({ resource, issuer, scope }: Oidc) {
  return {
    resource,
    resource_name: "sitrep",
    authorization_servers: [issuer],
    scopes_supported: [scope],
    bearer_methods_supported: ["header"],
  };
}

/** `WWW-Authenticate` (RFC 6750): what was wrong, which scope is needed, and where the metadata are. */
export function challenge(oidc: Oidc | undefined, { status, wrong }: Unidentified): string {
  if (!oidc) return "Bearer";
  const error = status === 403 ? "insufficient_scope" : wrong ? "invalid_token" : undefined;
  const url = `${new URL(oidc.resource).origin}${WELL_KNOWN}${pathOf(oidc.resource)}`;
  const fields = { error, scope: oidc.scope, resource_metadata: url };
  const told = Object.entries(fields).filter(([, value]) => value !== undefined);
  return `Bearer ${told.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(", ")}`;
}

function pathOf(resource: string): string {
  return new URL(resource).pathname.replace(/\/$/, "");
}
