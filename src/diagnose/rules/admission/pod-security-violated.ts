import { defineRule } from "../../rule.ts";
import { refusalDrafts } from "./refusal.ts";

export const podSecurityViolated = defineRule({
  code: "pod-security-violated",
  family: "admission",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The namespace enforces a pod security level that the pods do not meet.",
  needs: "Condition ReplicaFailure or a FailedCreate event, while pods are missing.",
  remedy: "Change the securityContext as the message says, or the level of the namespace.",
  disproof: "The pods meet the level.",
  check: (situation) =>
    refusalDrafts(situation, /violates PodSecurity "([^"]+)": (.+)/, ({ workload }, [, level, why]) => ({
      title: `${workload.ref.name} breaks pod security level ${level} of its namespace: ${why}`,
    })),
});
