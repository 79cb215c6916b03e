import { denialsIn } from "../../access/denial.ts";
import { missingRule } from "../../access/missing-rule.ts";
import { defineRule } from "../../rule.ts";

export const rbacForbidden = defineRule({
  code: "rbac-forbidden",
  family: "dependency",
  role: "cause",
  severity: "warning",
  specificity: 7,
  meaning: "The Kubernetes API refuses a request of a service account, and no rule that is bound to it allows it.",
  needs:
    "The API server's refusal in a log, an event, a condition or the question, or a question whose request no role allows; which rule is missing only with roles and bindings.",
  remedy:
    "Bind a role with that verb on that resource to the service account, or give the pod the account that has it.",
  disproof: "kubectl auth can-i says yes for that account.",
  *check(situation) {
    for (const denial of denialsIn(situation)) yield* missingRule(denial, situation);
  },
});
