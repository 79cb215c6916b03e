import { cite } from "../../cite.ts";
import { type Draft, defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import {
  type AuthorizationPolicy,
  authorizationPolicies,
  concernsWorkload,
  refusesAll,
} from "./authorization-policies.ts";
import { callersRefused } from "./callers-refused.ts";
import { someOf } from "./denials.ts";

export const authorizationPolicyDenies = defineRule({
  code: "authorization-policy-denies",
  family: "service",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning:
    "An authorization policy of the mesh refuses requests to a workload: all of them, or those of all its callers.",
  needs:
    "A policy that denies without saying whom or allows nobody; or one that allows none who call, and their failures.",
  remedy: "Correct or remove the policy.",
  disproof: "Requests to the workload succeed.",
  *check(situation) {
    const policies = authorizationPolicies(situation);
    for (const policy of policies) {
      const rules = policy.rules ?? [];
      const targets = situation.workloads.filter((workload) => concernsWorkload(policy, workload));
      if (refusesAll(policy, policies) && targets.length > 0) {
        const scope = rules.some(({ to }) => to?.length) ? "some requests" : "every request";
        yield {
          ...draftOf(policy, `refuses ${scope} to ${someOf(targets.map(({ ref }) => ref.name))}`, targets.length),
          affects: targets.flatMap((workload) => situation.services(workload).map(refOf)),
        };
      }
      for (const { workload, callers, said } of callersRefused(situation, policy, policies)) {
        const names = someOf(callers.map(({ ref }) => ref.name));
        const draft = draftOf(policy, `does not allow ${names} to call ${workload.ref.name}`, targets.length);
        const affects = [workload.ref, ...situation.services(workload).map(refOf)];
        yield { ...draft, affects, evidence: [...draft.evidence, ...said] };
      }
    }
  },
});

function draftOf(policy: AuthorizationPolicy, does: string, targets: number): Draft {
  const { name, namespace = "", creationTimestamp = null } = policy.object.metadata;
  const object = refOf(policy.object);
  return {
    object,
    title: `AuthorizationPolicy ${name} ${does}`,
    confidence: "high",
    since: creationTimestamp,
    evidence: [
      cite.object(object, `action ${policy.action}, ${policy.rules?.length ?? 0} rules, selects ${targets} workloads`),
    ],
    next: [look("See the policy", `kubectl -n ${namespace} get authorizationpolicy ${name} -o yaml`)],
  };
}
