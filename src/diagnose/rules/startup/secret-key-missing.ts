import { defineRule } from "../../rule.ts";
import { missingDrafts } from "./missing-reference.ts";

export const secretKeyMissing = defineRule({
  code: "secret-key-missing",
  family: "startup",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The secret exists and lacks the key.",
  needs: "The kubelet's message (CreateContainerConfigError) or a FailedMount event.",
  remedy: "Add the key, or correct it in the workload.",
  disproof: "The secret has the key.",
  check: (situation) =>
    missingDrafts(
      situation,
      ({ kind, key }) => kind === "Secret" && key !== undefined,
      ({ workload, name, key }) => `${workload.ref.name} needs key ${key} of secret ${name}, which has no such key`,
    ),
});
