import { linkRule } from "./link-rule.ts";

export const certificateNameMismatch = linkRule({
  code: "certificate-name-mismatch",
  specificity: 7,
  classes: ["tls-name"],
  blame: "caller",
  meaning: "The server's certificate is for other names than the one that the caller uses.",
  remedy: "Call the server by a name in its certificate, or add the name to it.",
  title: ({ caller, peer }) => `the certificate of ${peer} is not for the name by which ${caller} calls it`,
});
