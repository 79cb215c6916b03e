import { defineRule } from "../../rule.ts";
import { refusalDrafts } from "./refusal.ts";

export const admissionWebhookUnavailable = defineRule({
  code: "admission-webhook-unavailable",
  family: "admission",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "A webhook that must agree does not answer.",
  needs: "Condition ReplicaFailure or a FailedCreate event, while pods are missing.",
  remedy: "Bring the webhook back, or set its failurePolicy to Ignore.",
  disproof: "The webhook answers.",
  check: (situation) =>
    refusalDrafts(situation, /failed calling webhook "([^"]+)": (.+)/, ({ workload }, [, webhook, why]) => ({
      title: `webhook ${webhook} does not answer, so no pod of ${workload.ref.name} can be created: ${why}`,
    })),
});
