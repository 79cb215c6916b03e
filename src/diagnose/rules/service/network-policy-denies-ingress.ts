import { shortName } from "../../../core/object.ts";
import { defineRule } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { callEvidence, deniedCalls, policyDraft, someOf } from "./denials.ts";

export const networkPolicyDeniesIngress = defineRule({
  code: "network-policy-denies-ingress",
  family: "service",
  role: "cause",
  severity: "critical",
  specificity: 9,
  meaning: "Network policies that select a workload do not let in connections of its configured callers.",
  needs: "The policies, the labels of both ends and their namespaces, and the caller's configuration.",
  remedy: "Allow the caller (or the port) in the policy.",
  disproof: "The network plugin does not enforce policies, or the caller does not use that address.",
  *check(situation) {
    for (const [policy, calls] of deniedCalls(situation, "Ingress")) {
      const { configured, said } = callEvidence(situation, calls);
      const callers = someOf(calls.map(({ caller }) => caller.ref.name));
      const callees = someOf(calls.map(({ callee, port }) => `${callee.ref.name} on port ${port}`));
      const fact = `selects ${someOf(calls.map(({ callee }) => shortName(callee.ref)))} and has no ingress rule for ${callers}`;
      yield policyDraft(policy, `keeps ${callers} from reaching ${callees}`, fact, said, {
        configured,
        affects: calls.flatMap(({ service, caller }) => [refOf(service), caller.ref]),
      });
    }
  },
});
