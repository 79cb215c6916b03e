import { shortName } from "../../../core/object.ts";
import { defineRule } from "../../rule.ts";
import { callEvidence, deniedCalls, policyDraft, someOf } from "./denials.ts";

export const networkPolicyDeniesEgress = defineRule({
  code: "network-policy-denies-egress",
  family: "service",
  role: "cause",
  severity: "critical",
  specificity: 9,
  meaning: "Network policies that select a workload do not let it out to something that it is configured to call.",
  needs: "The policies, the labels of both ends and their namespaces, and the caller's configuration.",
  remedy: "Allow the callee and its port in the caller's policy.",
  disproof: "The network plugin does not enforce policies, or the caller does not use that address.",
  *check(situation) {
    for (const [policy, calls] of deniedCalls(situation, "Egress")) {
      const { configured, said } = callEvidence(situation, calls);
      const callers = someOf(calls.map(({ caller }) => caller.ref.name));
      const callees = someOf(calls.map(({ callee, port }) => `${callee.ref.name} on port ${port}`));
      const fact = `selects ${someOf(calls.map(({ caller }) => shortName(caller.ref)))} and has no egress rule for ${callees}`;
      yield policyDraft(policy, `does not let ${callers} out to ${callees}`, fact, said, {
        configured,
        affects: calls.map(({ caller }) => caller.ref),
      });
    }
  },
});
