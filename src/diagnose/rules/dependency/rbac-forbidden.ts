import { linksOfClass } from "../../graph/links.ts";
import { defineRule, look } from "../../rule.ts";
import { linkDraft } from "./link-draft.ts";

export const rbacForbidden = defineRule({
  code: "rbac-forbidden",
  family: "dependency",
  role: "cause",
  severity: "warning",
  specificity: 7,
  meaning: "The Kubernetes API refuses a request of the workload's service account.",
  needs: "Log lines that name the service account, the verb and the resource.",
  remedy:
    "Bind a role with that verb on that resource to the service account, or give the pod the account that has it.",
  disproof: "kubectl auth can-i says yes for that account.",
  *check(situation) {
    for (const link of linksOfClass(situation, "authorization")) {
      const { db: namespace, user, detail: verb, table: resource } = link.clue.entities;
      if (link.clue.signature !== "client-go-forbidden" || !namespace || !user) continue;
      const account = { apiVersion: "v1", kind: "ServiceAccount", namespace, name: user };
      yield {
        ...linkDraft(
          link,
          situation.has(account) ? account : link.logger.ref,
          `service account ${user} may not ${verb} ${resource}, which ${link.logger.ref.name} needs`,
          [
            look(
              "Ask the API server",
              `kubectl auth can-i ${verb} ${resource} -n ${namespace} --as=system:serviceaccount:${namespace}:${user}`,
            ),
          ],
        ),
        affects: [link.logger.ref],
      };
    }
  },
});
