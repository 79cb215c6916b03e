import { linkRule } from "./link-rule.ts";

export const protocolMismatch = linkRule({
  code: "protocol-mismatch",
  specificity: 6,
  classes: ["protocol"],
  blame: "caller",
  meaning: "The caller speaks another protocol than what listens on that port; most often the port is wrong.",
  remedy: "Correct the port, or the protocol that the caller or the proxy uses.",
  title: ({ caller, peer }) => `${caller} speaks another protocol than ${peer} does on that port`,
});
