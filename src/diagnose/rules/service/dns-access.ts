import type { NetworkPolicy } from "../../../core/kubernetes/service.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";
import { clusterDns } from "../control-plane/dns.ts";
import { type End, endOf } from "./connection-end.ts";
import { allows, policiesFor } from "./network-policy.ts";
import { blamed } from "./policy-blame.ts";

/** Workloads that need names and may not ask cluster DNS for them, by the policy to change. */
export function deniedLookups(situation: Situation): Map<NetworkPolicy, WorkloadView[]> {
  const dns = dnsEnd(situation);
  const denied = new Map<NetworkPolicy, WorkloadView[]>();
  for (const workload of situation.workloads) {
    if (workload.pods.length === 0 || !needsNames(situation, workload)) continue;
    const policies = policiesFor(situation, endOf(situation, workload), "Egress");
    const policy = policies.some((item) => allowsDns(item, dns)) ? undefined : blamed(policies, "Egress");
    if (policy) denied.set(policy, [...(denied.get(policy) ?? []), workload]);
  }
  return denied;
}

/** DNS pods listen on 53, in some installations on 5353 behind the Service. */
function allowsDns(policy: NetworkPolicy, dns: End): boolean {
  return ["UDP", "TCP"].some((protocol) =>
    [53, 5353].some((number) => allows(policy, "Egress", dns, { number, protocol, names: ["dns", "dns-tcp"] })),
  );
}

/** The DNS pods as they are, or as they are nearly everywhere when their namespace was not captured. */
function dnsEnd(situation: Situation): End {
  const { service, workload } = clusterDns(situation) ?? {};
  const usual: End = {
    namespace: "kube-system",
    labels: { "k8s-app": "kube-dns" },
    namespaceLabels: { "kubernetes.io/metadata.name": "kube-system" },
    ips: [],
  };
  const end = workload ? endOf(situation, workload) : usual;
  return { ...end, ips: [...end.ips, service?.spec?.clusterIP ?? "10.96.0.10"] };
}

/** It is configured with a name, or its log says that it looks one up. */
function needsNames(situation: Situation, workload: WorkloadView): boolean {
  const lookups = situation.clues(workload).some(({ class: is }) => is === "dns-failing" || is === "dns-unknown");
  return lookups || situation.references(workload).length > 0;
}
