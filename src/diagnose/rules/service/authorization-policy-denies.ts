import { z } from "zod";
import { cite } from "../../cite.ts";
import { refOf } from "../../object-index.ts";
import { defineRule, look } from "../../rule.ts";
import { selects } from "../../selector.ts";
import { read } from "./mesh.ts";

const Spec = z.object({
  action: z.string().catch("ALLOW"),
  selector: z
    .object({ matchLabels: z.record(z.string(), z.string()).catch({}) })
    .optional()
    .catch(undefined),
  rules: z
    .array(
      z.object({
        from: z.array(z.unknown()).optional(),
        when: z.array(z.unknown()).optional(),
        to: z.array(z.unknown()).optional(),
      }),
    )
    .optional()
    .catch(undefined),
});

export const authorizationPolicyDenies = defineRule({
  code: "authorization-policy-denies",
  family: "service",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "An authorisation policy of the mesh refuses everybody's requests to a workload.",
  needs: "A policy that denies without saying whom, or allows nobody while no other policy allows somebody.",
  remedy: "Correct or remove the policy.",
  disproof: "Requests to the workload succeed.",
  *check(situation) {
    const policies = situation.other("AuthorizationPolicy").flatMap((object) => read(object, Spec));
    for (const policy of policies) {
      const { name, namespace = "" } = policy.object.metadata;
      const labels = policy.selector?.matchLabels;
      const rules = policy.rules ?? [];
      const deniesAll = policy.action === "DENY" && rules.some(({ from, when }) => !from?.length && !when?.length);
      const others = policies.filter(
        (other) =>
          other !== policy &&
          other.object.metadata.namespace === namespace &&
          other.action === "ALLOW" &&
          (other.rules?.length ?? 0) > 0,
      );
      const allowsNone = policy.action === "ALLOW" && rules.length === 0 && others.length === 0;
      const targets = situation.workloads.filter(
        ({ ref, template }) =>
          ref.namespace === namespace && ref.kind !== "Job" && (!labels || selects(labels, template.metadata?.labels)),
      );
      if ((!deniesAll && !allowsNone) || targets.length === 0) continue;
      const scope = rules.some(({ to }) => to?.length) ? "some requests" : "every request";
      yield {
        object: refOf(policy.object),
        title: `AuthorizationPolicy ${name} refuses ${scope} to ${targets
          .map(({ ref }) => ref.name)
          .slice(0, 3)
          .join(", ")}`,
        confidence: "high",
        since: policy.object.metadata.creationTimestamp ?? null,
        affects: targets.flatMap((workload) => situation.services(workload).map(refOf)),
        evidence: [
          cite.object(
            refOf(policy.object),
            `action ${policy.action}, ${rules.length} rules, selects ${targets.length} workloads`,
          ),
        ],
        next: [look("See the policy", `kubectl -n ${namespace} get authorizationpolicy ${name} -o yaml`)],
      };
    }
  },
});
