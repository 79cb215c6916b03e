import { linkRule } from "./link-rule.ts";

const NAMELESS = /legacy Common Name|certificate is not valid for any names/;

export const certificateNameMismatch = linkRule({
  code: "certificate-name-mismatch",
  specificity: 7,
  classes: ["tls-name"],
  // A certificate without any name that counts is wrong for every caller.
  blame: ({ clue }) => (NAMELESS.test(clue.line.text) ? "peer" : "caller"),
  meaning: "The server's certificate is for other names than the one that the caller uses.",
  remedy: "Call the server by a name in its certificate, or add the name to it.",
  title: ({ caller, peer }, { clue }) =>
    NAMELESS.test(clue.line.text)
      ? `the certificate of ${peer} has no subject alternative name, which clients require`
      : `the certificate of ${peer} is not for the name by which ${caller} calls it`,
});
