import { defineRule } from "../../rule.ts";
import { missingDrafts } from "./missing-reference.ts";

export const configMapMissing = defineRule({
  code: "config-map-missing",
  family: "startup",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "A config map that the pod names does not exist in its namespace.",
  needs: "The kubelet's message (CreateContainerConfigError) or a FailedMount event.",
  remedy: "Create the config map, or correct its name in the workload.",
  disproof: "The config map exists in the namespace of the pod.",
  check: (situation) =>
    missingDrafts(
      situation,
      ({ kind, key }) => kind === "ConfigMap" && key === undefined,
      ({ workload, name }) => `${workload.ref.name} needs config map ${name}, which does not exist`,
    ),
});
