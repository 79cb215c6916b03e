import { linkRule } from "./link-rule.ts";

export const clientCertificateRejected = linkRule({
  code: "client-certificate-rejected",
  specificity: 7,
  classes: ["tls-client-certificate"],
  blame: "caller",
  meaning: "A server wants a client certificate and gets none, or one that it does not accept.",
  remedy: "Give the caller a certificate of the authority that the server trusts.",
  title: ({ caller, peer }) => `${peer} does not accept the client certificate of ${caller}`,
});
