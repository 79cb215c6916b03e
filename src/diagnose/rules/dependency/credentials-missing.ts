import { linkRule } from "./link-rule.ts";

/** Signatures of a client that sent no password where one is wanted. */
const NO_PASSWORD = /^(?:mysql-denied|redis-auth|pg-no-password|node-pg-password|npgsql-password|boto3-credentials)$/;

export const credentialsMissing = linkRule({
  code: "credentials-missing",
  specificity: 8,
  classes: ["config-missing"],
  blame: "caller",
  meaning: "The caller sends no password to a server that requires one.",
  remedy: "Set the password in the caller, from the secret that the server uses.",
  unless: ({ clue }) => clue.ended || !NO_PASSWORD.test(clue.signature),
  title: ({ caller, peer }) => `${caller} sends no password to ${peer}`,
});
