import { defineRule } from "../../rule.ts";
import { missingDrafts } from "./missing-reference.ts";

export const secretMissing = defineRule({
  code: "secret-missing",
  family: "startup",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "A secret that the pod names does not exist in its namespace.",
  needs: "The kubelet's message (CreateContainerConfigError) or a FailedMount event.",
  remedy: "Create the secret, or correct its name in the workload.",
  disproof: "The secret exists in the namespace of the pod.",
  check: (situation) =>
    missingDrafts(
      situation,
      ({ kind, key }) => kind === "Secret" && key === undefined,
      ({ workload, name }) => `${workload.ref.name} needs secret ${name}, which does not exist`,
    ),
});
