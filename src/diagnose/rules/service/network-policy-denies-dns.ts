import type { NetworkPolicy } from "../../../core/kubernetes.ts";
import { shortName } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { refOf } from "../../object-index.ts";
import { defineRule, look } from "../../rule.ts";
import type { Situation } from "../../situation.ts";
import type { WorkloadView } from "../../workload.ts";
import { allows, type End, endOf, policiesFor } from "./network-policy.ts";
import { blamed, complaintsOf } from "./policy-blame.ts";

export const networkPolicyDeniesDns = defineRule({
  code: "network-policy-denies-dns",
  family: "service",
  role: "cause",
  severity: "critical",
  specificity: 9,
  meaning: "Network policies do not let a workload out to cluster DNS, so it can resolve no name.",
  needs: "The egress policies that select it, and an address by name in its configuration.",
  remedy: "Allow UDP and TCP port 53 to the DNS pods.",
  disproof: "The network plug-in does not enforce policies, or the pods use another resolver.",
  *check(situation) {
    const dns = clusterDns(situation);
    const hit = new Map<NetworkPolicy, WorkloadView[]>();
    for (const workload of situation.workloads) {
      if (workload.pods.length === 0 || !needsNames(situation, workload)) continue;
      const policies = policiesFor(situation, endOf(situation, workload), "Egress");
      const open = ["UDP", "TCP"].some((protocol) =>
        [53, 5353].some((number) =>
          policies.some((policy) => allows(policy, "Egress", dns, { number, protocol, names: ["dns", "dns-tcp"] })),
        ),
      );
      const policy = policies.length > 0 && !open ? blamed(policies, "Egress") : undefined;
      if (policy) hit.set(policy, [...(hit.get(policy) ?? []), workload]);
    }
    for (const [policy, workloads] of hit) {
      const { name, namespace = "" } = policy.metadata;
      const said = workloads.flatMap((workload) => complaintsOf(situation, workload, undefined)).slice(0, 4);
      const names = workloads.map(({ ref }) => ref.name);
      yield {
        object: refOf(policy),
        title: `NetworkPolicy ${name} does not let ${names.slice(0, 3).join(", ")}${names.length > 3 ? ` and ${names.length - 3} more` : ""} ask cluster DNS`,
        confidence: said.length > 0 ? "high" : "medium",
        severity: said.length > 0 ? "critical" : "warning",
        since: policy.metadata.creationTimestamp ?? null,
        affects: workloads.map(({ ref }) => ref),
        evidence: [
          cite.object(
            refOf(policy),
            `${name} selects ${workloads
              .slice(0, 3)
              .map(({ ref }) => shortName(ref))
              .join(", ")} for egress and has no rule for port 53 to the DNS pods`,
            {},
            policy.metadata.creationTimestamp ?? null,
          ),
          ...said,
        ],
        next: [look("See the policy", `kubectl -n ${namespace} describe networkpolicy ${name}`)],
      };
    }
  },
});

/** The DNS pods as they are, or as they are nearly everywhere when their namespace was not captured. */
function clusterDns(situation: Situation): End {
  const found = situation.workloads.find(
    ({ template, ref }) =>
      template.metadata?.labels?.["k8s-app"] === "kube-dns" ||
      (ref.namespace === "kube-system" && ref.name === "coredns"),
  );
  const service = situation.find("Service", "kube-system", "kube-dns")?.spec?.clusterIP;
  const end = found
    ? endOf(situation, found)
    : {
        namespace: "kube-system",
        labels: { "k8s-app": "kube-dns" },
        namespaceLabels: { "kubernetes.io/metadata.name": "kube-system" },
        ips: [],
      };
  return { ...end, ips: [...end.ips, service ?? "10.96.0.10"] };
}

/** It is configured with a name, or its log says that it looks one up. */
function needsNames(situation: Situation, workload: WorkloadView): boolean {
  const lookups = situation.clues(workload).some(({ class: is }) => is === "dns-failing" || is === "dns-unknown");
  return lookups || situation.references(workload).length > 0;
}
