import { denialsIn } from "../../access/denial.ts";
import { bindAnew, createRole, userText } from "../../access/smallest-rule.ts";
import { citeBinding, denialDraft } from "../../access/told.ts";
import { defineRule } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";

export const roleBindingRoleMissing = defineRule({
  code: "role-binding-role-missing",
  family: "dependency",
  role: "cause",
  severity: "warning",
  specificity: 8,
  meaning: "A binding gives a service account a role that does not exist, and the API server refuses what it asks for.",
  needs: "Roles and bindings, and a refusal that the API server, or the question, tells of.",
  remedy: "Create the role, or bind the one that was meant: a roleRef cannot be changed.",
  disproof: "kubectl get finds the role that the roleRef names.",
  *check(situation) {
    for (const denial of denialsIn(situation)) {
      const { why, refusal } = denial;
      if (why.is !== "role-missing") continue;
      const { binding } = why.grant;
      const [kind = "", name = ""] = why.near?.split(" ") ?? [];
      const { kind: type, name: wanted } = binding.roleRef ?? {};
      const meant = why.near ? `; there is ${kind} ${name}` : "";
      yield* denialDraft(
        denial,
        {
          object: refOf(binding),
          title: `${binding.metadata.name} binds ${type} ${wanted}, which does not exist${meant}; ${userText(refusal.request.user)} needs it`,
          evidence: [citeBinding(binding)],
          next: why.near
            ? bindAnew(binding, refusal.request, `--${kind.toLowerCase()}=${name}`)
            : [createRole(refusal.request, type === "ClusterRole" ? "clusterrole" : "role", wanted ?? "")],
        },
        situation,
      );
    }
  },
});
