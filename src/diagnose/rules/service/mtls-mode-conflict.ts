import { cite } from "../../cite.ts";
import { callsIn } from "../../graph/calls.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";
import { destinationRules, inMesh, serviceOf } from "./mesh.ts";
import { strictPolicies } from "./peer-authentication.ts";

export const mtlsModeConflict = defineRule({
  code: "mtls-mode-conflict",
  family: "service",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning:
    "The mesh requires mutual TLS where one side cannot or may not speak it: a caller without sidecar, or a destination rule that switches TLS off.",
  needs:
    "A PeerAuthentication in STRICT mode, and a caller outside the mesh or a DestinationRule with TLS mode DISABLE.",
  remedy: "Use PERMISSIVE until every caller is in the mesh, or bring the caller in.",
  disproof: "The caller reaches the workload.",
  *check(situation) {
    for (const { object: policy, covers } of strictPolicies(situation)) {
      const { name, namespace = "" } = policy.metadata;
      const plain = callsIn(situation).find(
        ({ callee, caller }) => covers(callee) && inMesh(callee) && !inMesh(caller),
      );
      const off = destinationRules(situation).find(({ object, host, trafficPolicy }) => {
        const { service } = serviceOf(situation, object, host);
        return trafficPolicy?.tls?.mode === "DISABLE" && service && situation.behind(service).some(covers);
      });
      if (!plain && !off) continue;
      const why = off
        ? `DestinationRule ${off.object.metadata.name} switches TLS off`
        : `${plain?.caller.ref.name} calls ${plain?.callee.ref.name} without a sidecar`;
      yield {
        object: refOf(off ? off.object : policy),
        title: `PeerAuthentication ${name} requires mutual TLS, but ${why}`,
        confidence: off ? "high" : "medium",
        affects: plain ? [plain.caller.ref] : affected(situation, off?.host ?? "", namespace),
        evidence: [
          cite.object(refOf(policy), `mtls mode STRICT in ${namespace}`),
          cite.object(refOf(off ? off.object : policy), why),
        ],
        next: [look("See the policies", `kubectl -n ${namespace} get peerauthentications,destinationrules -o yaml`)],
      };
    }
  },
});

function affected(situation: Situation, host: string, namespace: string) {
  const { service } = serviceOf(situation, { apiVersion: "", kind: "", metadata: { name: "", namespace } }, host);
  return service ? [refOf(service)] : [];
}
