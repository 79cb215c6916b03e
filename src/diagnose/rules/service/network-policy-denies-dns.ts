import { shortName } from "../../../core/object.ts";
import { defineRule } from "../../rule.ts";
import { policyDraft, someOf } from "./denials.ts";
import { deniedLookups } from "./dns-access.ts";
import { complaintsOf } from "./policy-blame.ts";

export const networkPolicyDeniesDns = defineRule({
  code: "network-policy-denies-dns",
  family: "service",
  role: "cause",
  severity: "critical",
  specificity: 9,
  meaning: "Network policies do not let a workload out to cluster DNS, so it can resolve no name.",
  needs: "The egress policies that select it, and an address by name in its configuration.",
  remedy: "Allow UDP and TCP port 53 to the DNS pods.",
  disproof: "The network plugin does not enforce policies, or the pods use another resolver.",
  *check(situation) {
    for (const [policy, workloads] of deniedLookups(situation)) {
      const said = workloads.flatMap((workload) => complaintsOf(situation, workload, undefined)).slice(0, 4);
      const names = someOf(workloads.map(({ ref }) => ref.name));
      const fact = `selects ${someOf(workloads.map(({ ref }) => shortName(ref)))} for egress and has no rule for port 53 to the DNS pods`;
      yield policyDraft(policy, `does not let ${names} ask cluster DNS`, fact, said, {
        affects: workloads.map(({ ref }) => ref),
      });
    }
  },
});
