import { z } from "zod";

const Access = z.strictObject({
  tools: z.array(z.string()).min(1).nullable().default(null).describe("Tools that the group may call; all when absent"),
  namespaces: z
    .array(z.string())
    .min(1)
    .nullable()
    .default(null)
    .describe("Namespaces that the group may read; all when absent"),
});

/** An OpenID provider whose access tokens are accepted over HTTP. */
export const Oidc = z.strictObject({
  issuer: z
    .url({ protocol: /^https?$/ })
    .refine(
      (url) => url.startsWith("https:") || /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])[:/]/.test(`${url}/`),
      "an https address",
    )
    .describe("Address of the provider, as its tokens name it"),
  resource: z
    .url({ protocol: /^https?$/ })
    .describe(
      "Address of this server as its clients write it, e.g. https://sitrep.internal/mcp; tokens must be made for it",
    ),
  scope: z.string().min(1).default("sitrep").describe("Scope that a token must have"),
  groupsClaim: z.string().default("groups").describe("Claim with the names of the caller's groups"),
  access: z
    .record(z.string(), Access)
    .default({})
    .describe(
      "What each group may do, by its name, the first that a caller is in; without it every token with the scope may do all",
    ),
});
export type Oidc = z.infer<typeof Oidc>;
