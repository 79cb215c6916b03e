import { linkRule } from "./link-rule.ts";

export const certificateExpired = linkRule({
  code: "certificate-expired",
  specificity: 8,
  classes: ["tls-expired"],
  blame: "peer",
  meaning: "A certificate has expired, or a clock is wrong.",
  remedy: "Renew the certificate, and restart what reads it only at start.",
  disproof: "The certificate's dates include now.",
  title: ({ caller, peer }, { peer: { kind } }) =>
    kind === "unknown" ? `a certificate that ${caller} uses has expired` : `the certificate of ${peer} has expired`,
});
