import { denialsIn } from "../../access/denial.ts";
import { allowIt, bindIt, requestText, userText } from "../../access/smallest-rule.ts";
import { citeBinding, citeRole, denialDraft } from "../../access/told.ts";
import { defineRule } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";

export const roleBindingWrongNamespace = defineRule({
  code: "role-binding-wrong-namespace",
  family: "dependency",
  role: "cause",
  severity: "warning",
  specificity: 8,
  meaning:
    "A service account has a right in one namespace and uses it in another, or in the whole cluster: a RoleBinding applies in its own namespace only.",
  needs: "Roles and bindings, and a refusal that the API server, or the question, tells of.",
  remedy: "Bind the role where it is used; a ClusterRoleBinding only when the program must read every namespace.",
  disproof: "kubectl auth can-i says yes for that account there.",
  *check(situation) {
    for (const denial of denialsIn(situation)) {
      const { why, refusal } = denial;
      if (why.is !== "other-namespace") continue;
      const { binding, role } = why.grant;
      const { kind, name } = binding.roleRef ?? {};
      const isShared = kind === "ClusterRole";
      const given = `${binding.metadata.name}-${refusal.request.namespace ?? "everywhere"}`;
      yield* denialDraft(
        denial,
        {
          object: refOf(binding),
          title: `${binding.metadata.name} applies only in ${binding.metadata.namespace}, and ${userText(refusal.request.user)} asks to ${requestText(refusal.request)}`,
          evidence: [citeBinding(binding), ...(role ? [citeRole(role)] : [])],
          next: isShared ? [bindIt(refusal.request, `--clusterrole=${name}`, given)] : allowIt(refusal.request),
        },
        situation,
      );
    }
  },
});
