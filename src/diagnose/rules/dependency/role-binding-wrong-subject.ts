import type { Subject } from "../../../core/kubernetes/access.ts";
import { denialsIn } from "../../access/denial.ts";
import { addSubject, userText } from "../../access/smallest-rule.ts";
import { citeBinding, citeRole, denialDraft } from "../../access/told.ts";
import { defineRule } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";

export const roleBindingWrongSubject = defineRule({
  code: "role-binding-wrong-subject",
  family: "dependency",
  role: "cause",
  severity: "warning",
  specificity: 8,
  meaning:
    "The role that a service account lacks is bound to another subject: a misspelt name, another namespace, or a User where a ServiceAccount is meant.",
  needs: "Roles and bindings, and a refusal that the API server, or the question, tells of.",
  remedy: "Name the account in the binding, with its kind and its namespace.",
  disproof: "kubectl auth can-i says yes for that account.",
  *check(situation) {
    for (const denial of denialsIn(situation)) {
      const { why, refusal } = denial;
      if (why.is !== "other-subject") continue;
      const { binding, role } = why.grant;
      const subject = subjectText(why.near.subject, binding.metadata.namespace);
      const gone = why.near.dangling && why.near.wrong !== "kind" ? ", which does not exist" : "";
      yield* denialDraft(
        denial,
        {
          object: refOf(binding),
          title: `${binding.metadata.name} names ${subject}${gone}, not ${userText(refusal.request.user)}`,
          evidence: [citeBinding(binding), ...(role ? [citeRole(role)] : [])],
          next: [addSubject(binding, refusal.request)],
        },
        situation,
      );
    }
  },
});

function subjectText({ kind, name, namespace }: Subject, own = ""): string {
  return kind === "ServiceAccount" ? `service account ${namespace ?? own}/${name}` : `${kind} ${name}`;
}
