import { SitrepError } from "./errors.ts";

/**
 * What a refusal means whichever API is behind the address: credentials, or an address that leads elsewhere. `undefined` for
 * what only the API can tell. `said` is what the server said, beginning with a colon, or empty.
 */
export function endpointRefusal(origin: string, status: number, said: string): SitrepError | undefined {
  if (status === 401 || status === 403)
    return new SitrepError("denied", `${origin} answers HTTP ${status}${said}.`, {
      hint: "Set a valid token, or username and password; a multi-tenant server also wants its tenant header.",
    });
  if (status >= 300 && status < 400)
    return new SitrepError("unavailable", `${origin} redirects (HTTP ${status}); redirects are not followed.`, {
      hint: "Set url to the address that it leads to.",
    });
  return undefined;
}
