import { missingRule } from "./missing-rule.ts";

export const configMapKeyMissing = missingRule({
  code: "config-map-key-missing",
  kind: "ConfigMap",
  part: "key",
  meaning: "The config map exists but lacks the key.",
  remedy: "Add the key, or correct it in the workload.",
  disproof: "The config map has the key.",
});
