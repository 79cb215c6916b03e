import { linkRule } from "./link-rule.ts";

export const tlsPlaintextMismatch = linkRule({
  code: "tls-plaintext-mismatch",
  specificity: 7,
  classes: ["tls-plaintext"],
  blame: "caller",
  meaning: "One side speaks TLS and the other does not: a wrong port, scheme or sslmode, or a mesh in strict mode.",
  remedy: "Make scheme and port of the caller fit the server.",
  title: ({ caller, peer }) => `${caller} and ${peer} do not agree on TLS`,
});
