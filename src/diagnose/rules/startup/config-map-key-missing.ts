import { defineRule } from "../../rule.ts";
import { missingDrafts } from "./missing-reference.ts";

export const configMapKeyMissing = defineRule({
  code: "config-map-key-missing",
  family: "startup",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The config map exists and lacks the key.",
  needs: "The kubelet's message (CreateContainerConfigError) or a FailedMount event.",
  remedy: "Add the key, or correct it in the workload.",
  disproof: "The config map has the key.",
  check: (situation) =>
    missingDrafts(
      situation,
      ({ kind, key }) => kind === "ConfigMap" && key !== undefined,
      ({ workload, name, key }) => `${workload.ref.name} needs key ${key} of config map ${name}, which has no such key`,
    ),
});
