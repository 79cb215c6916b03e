import { missingRule } from "./missing-rule.ts";

export const configMapMissing = missingRule({
  code: "config-map-missing",
  kind: "ConfigMap",
  part: "object",
  meaning: "A config map that the pod names does not exist in its namespace.",
  remedy: "Create the config map, or correct its name in the workload.",
  disproof: "The config map exists in the namespace of the pod.",
});
