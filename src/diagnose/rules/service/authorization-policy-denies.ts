import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { authorizationPolicies, concernsWorkload, refusesAll } from "./authorization-policies.ts";
import { someOf } from "./denials.ts";

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
    const policies = authorizationPolicies(situation);
    for (const policy of policies) {
      const { name, namespace = "" } = policy.object.metadata;
      const rules = policy.rules ?? [];
      const targets = situation.workloads.filter((workload) => concernsWorkload(policy, workload));
      if (!refusesAll(policy, policies) || targets.length === 0) continue;
      const scope = rules.some(({ to }) => to?.length) ? "some requests" : "every request";
      yield {
        object: refOf(policy.object),
        title: `AuthorizationPolicy ${name} refuses ${scope} to ${someOf(targets.map(({ ref }) => ref.name))}`,
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
