import { defineRule } from "../../rule.ts";
import { refusalDrafts } from "./refusal.ts";

export const serviceAccountMissing = defineRule({
  code: "service-account-missing",
  family: "admission",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The service account that the pods name does not exist.",
  needs: "Condition ReplicaFailure or a FailedCreate event, while pods are missing.",
  remedy: "Create it, or correct serviceAccountName.",
  disproof: "The service account exists.",
  check: (situation) =>
    refusalDrafts(situation, /serviceaccount "([\w.-]+)" not found/, ({ workload }, [, name]) => ({
      title: `${workload.ref.name} runs as service account ${name}, which does not exist`,
    })),
});
