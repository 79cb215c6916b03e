import { defineRule } from "../../rule.ts";
import { refusalDrafts } from "./refusal.ts";

export const admissionWebhookDenied = defineRule({
  code: "admission-webhook-denied",
  family: "admission",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "A policy of the cluster refuses the pods.",
  needs: "Condition ReplicaFailure or a FailedCreate event, while pods are missing.",
  remedy: "Change what the policy objects to.",
  disproof: "The policy allows the pods.",
  check: (situation) =>
    refusalDrafts(
      situation,
      /admission webhook "([^"]+)" denied the request:? ?(.*)|ValidatingAdmissionPolicy '([^']+)'.* denied request: (.*)/,
      ({ workload }, [, webhook, why, policy, reason]) => ({
        title: `${webhook ?? policy} refuses the pods of ${workload.ref.name}: ${why ?? reason}`,
      }),
    ),
});
