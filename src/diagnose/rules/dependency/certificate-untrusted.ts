import { linkRule } from "./link-rule.ts";

export const certificateUntrusted = linkRule({
  code: "certificate-untrusted",
  specificity: 7,
  classes: ["tls-untrusted"],
  blame: "caller",
  meaning: "The caller does not know the authority that signed the server's certificate.",
  remedy: "Give the caller the authority's certificate, or the server one of a known authority.",
  title: ({ caller, peer }) => `${caller} does not trust the certificate of ${peer}`,
});
