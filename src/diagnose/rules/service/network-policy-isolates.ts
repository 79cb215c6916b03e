import type { NetworkPolicy } from "../../../core/kubernetes/service.ts";
import { shortName } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { endOf } from "./connection-end.ts";
import { exposedBy } from "./exposure.ts";
import { policiesFor } from "./network-policy.ts";

export const networkPolicyIsolates = defineRule({
  code: "network-policy-isolates",
  family: "service",
  role: "cause",
  severity: "warning",
  specificity: 7,
  meaning:
    "Network policies block all ingress to a workload that an Ingress, a route, a node port or a load balancer exposes.",
  needs: "The policies that select the workload, none with an ingress rule, and what exposes it.",
  remedy: "Allow the ingress controller or load balancer in.",
  disproof: "The network plugin does not enforce policies.",
  *check(situation) {
    for (const workload of situation.workloads) {
      const policies = policiesFor(situation, endOf(situation, workload), "Ingress");
      if (policies.length === 0 || policies.some(hasRules)) continue;
      const by = exposedBy(situation, workload);
      const [policy] = policies;
      if (!by || !policy) continue;
      const { name, namespace = "" } = policy.metadata;
      yield {
        object: refOf(policy),
        title: `NetworkPolicy ${name} blocks all ingress to ${workload.ref.name}, which ${by} exposes`,
        confidence: "medium",
        severity: "critical",
        since: policy.metadata.creationTimestamp ?? null,
        affects: [...situation.services(workload).map(refOf)],
        evidence: [
          cite.object(
            refOf(policy),
            `${name} selects ${shortName(workload.ref)} and has no ingress rule`,
            {},
            policy.metadata.creationTimestamp ?? null,
          ),
        ],
        next: [look("See the policy", `kubectl -n ${namespace} describe networkpolicy ${name}`)],
      };
    }
  },
});

function hasRules({ spec }: NetworkPolicy): boolean {
  return (spec?.ingress ?? []).length > 0;
}
