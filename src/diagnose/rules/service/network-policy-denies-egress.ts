import { shortName } from "../../../core/object.ts";
import { callsIn } from "../../calls.ts";
import { cite } from "../../cite.ts";
import { refOf } from "../../object-index.ts";
import { defineRule, look } from "../../rule.ts";
import { allows, endOf, podPort, policiesFor } from "./network-policy.ts";
import { blamed, complaintsOf } from "./policy-blame.ts";

export const networkPolicyDeniesEgress = defineRule({
  code: "network-policy-denies-egress",
  family: "service",
  role: "cause",
  severity: "critical",
  specificity: 9,
  meaning: "Network policies that select a workload do not let it out to something that it is configured to call.",
  needs: "The policies, the labels of both ends and their namespaces, and the caller's configuration.",
  remedy: "Allow the callee and its port in the caller's policy.",
  disproof: "The network plug-in does not enforce policies, or the caller does not use that address.",
  *check(situation) {
    const told = new Set<string>();
    for (const { caller, callee, service, port, protocol, reference } of callsIn(situation)) {
      const [from, to] = [endOf(situation, caller), endOf(situation, callee)];
      const policies = policiesFor(situation, from, "Egress");
      if (
        policies.length === 0 ||
        policies.some((policy) => allows(policy, "Egress", to, podPort(callee, port, protocol)))
      )
        continue;
      const policy = blamed(policies, "Egress");
      if (!policy || told.has(`${policy.metadata.name} ${callee.ref.name} ${caller.ref.name}`)) continue;
      told.add(`${policy.metadata.name} ${callee.ref.name} ${caller.ref.name}`);
      const said = complaintsOf(situation, caller, service);
      const { name, namespace = "" } = policy.metadata;
      yield {
        object: refOf(policy),
        title: `NetworkPolicy ${name} does not let ${caller.ref.name} out to ${callee.ref.name} on port ${port}`,
        confidence: said.length > 0 ? "high" : "medium",
        severity: said.length > 0 ? "critical" : "warning",
        since: policy.metadata.creationTimestamp ?? null,
        affects: [caller.ref],
        evidence: [
          cite.object(
            refOf(policy),
            `${name} selects ${shortName(caller.ref)} and has no egress rule for ${shortName(callee.ref)} on ${protocol} ${port}`,
            {},
            policy.metadata.creationTimestamp ?? null,
          ),
          cite.object(
            reference.holder,
            `${reference.where} names ${reference.host}${reference.port ? `:${reference.port}` : ""}`,
          ),
          ...said,
        ],
        next: [look("See the policy", `kubectl -n ${namespace} describe networkpolicy ${name}`)],
      };
    }
  },
});
