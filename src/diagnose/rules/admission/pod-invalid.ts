import { defineRule } from "../../rule.ts";
import { refusalDrafts } from "./refusal.ts";

export const podInvalid = defineRule({
  code: "pod-invalid",
  family: "admission",
  role: "cause",
  severity: "critical",
  specificity: 7,
  meaning: "The API server finds the pod template invalid.",
  needs: "Condition ReplicaFailure or a FailedCreate event, while pods are missing.",
  remedy: "Correct the field that the message names.",
  disproof: "The template validates.",
  check: (situation) =>
    refusalDrafts(situation, /(?:Pod "[^"]*" is invalid|is invalid): (.+)/, ({ workload }, [, why]) => ({
      title: `pods of ${workload.ref.name} are not valid: ${why}`,
    })),
});
