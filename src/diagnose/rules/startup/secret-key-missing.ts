import { missingRule } from "./missing-rule.ts";

export const secretKeyMissing = missingRule({
  code: "secret-key-missing",
  kind: "Secret",
  part: "key",
  meaning: "The secret exists but lacks the key.",
  remedy: "Add the key, or correct it in the workload.",
  disproof: "The secret has the key.",
});
