import { linkRule } from "./link-rule.ts";

export const credentialsRejected = linkRule({
  code: "credentials-rejected",
  specificity: 8,
  classes: ["authentication"],
  blame: "caller",
  meaning: "A server refuses the user, password or token that the caller presents.",
  remedy: "Compare the caller's secret with what the server knows; restart the caller after it changed.",
  disproof: "The same credentials work from another client.",
  title: ({ caller, peer }, { clue }) =>
    `${peer} refuses the credentials of ${caller}${clue.entities.user ? ` (user ${clue.entities.user})` : ""}`,
});
