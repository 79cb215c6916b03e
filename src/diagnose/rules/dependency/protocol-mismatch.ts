import { linkRule } from "./link-rule.ts";

export const protocolMismatch = linkRule({
  code: "protocol-mismatch",
  specificity: 6,
  classes: ["protocol"],
  blame: "caller",
  meaning: "The caller speaks a protocol that the port does not serve; most often the port is wrong.",
  remedy: "Correct the port, or the protocol that the caller or the proxy uses.",
  title: ({ caller, peer }) => `${caller} speaks a protocol that ${peer} does not serve on that port`,
});
