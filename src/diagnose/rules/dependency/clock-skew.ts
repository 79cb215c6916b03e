import { linkRule } from "./link-rule.ts";

export const clockSkew = linkRule({
  code: "clock-skew",
  specificity: 7,
  dependent: true,
  classes: ["clock"],
  blame: "caller",
  meaning: "Two machines disagree on the time, so tokens, signatures or certificates are not yet valid.",
  remedy: "Repair time synchronisation on the node.",
  title: ({ caller }) => `the clock of ${caller} differs from that of its peers`,
});
