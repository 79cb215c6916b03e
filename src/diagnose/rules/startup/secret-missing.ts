import { missingRule } from "./missing-rule.ts";

export const secretMissing = missingRule({
  code: "secret-missing",
  kind: "Secret",
  part: "object",
  meaning: "A secret that the pod names does not exist in its namespace.",
  remedy: "Create the secret, or correct its name in the workload.",
  disproof: "The secret exists in the namespace of the pod.",
});
