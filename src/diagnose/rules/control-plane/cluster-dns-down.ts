import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { clusterDns, dnsRef, dnsUsers } from "./dns.ts";

export const clusterDnsDown = defineRule({
  code: "cluster-dns-down",
  family: "control-plane",
  role: "cause",
  dependent: true,
  outage: true,
  severity: "critical",
  specificity: 7,
  alerts: ["CoreDNSDown"],
  meaning: "Nothing answers behind the cluster's DNS Service: no name can be looked up.",
  needs: "The DNS Service in kube-system without a ready endpoint.",
  remedy: "Bring its pods back: scale it up, or see why they do not start.",
  disproof: "Names resolve from a new pod.",
  *check(situation) {
    const dns = clusterDns(situation);
    if (!dns) return;
    const { known, ready, notReady } = situation.backends(dns.service);
    if (!known || ready > 0) return;
    const object = dnsRef(dns);
    const zero = dns.workload?.desired === 0;
    yield {
      object,
      title: zero
        ? `cluster DNS is scaled to zero: ${object.name} has no pods`
        : `cluster DNS has no ready endpoint: 0 of ${notReady} pods of ${object.name} are ready`,
      confidence: "high",
      outage: !zero,
      since:
        dns.workload?.object?.status?.conditions?.find(({ type }) => type === "Available")?.lastTransitionTime ?? null,
      affects: dnsUsers(situation),
      evidence: [
        cite.endpoints(
          refOf(dns.service),
          `service ${dns.service.metadata.name} has no ready endpoint, ${notReady} are not ready`,
        ),
        ...(zero ? [cite.object(object, `${object.name} wants 0 replicas`)] : []),
      ],
      next: [look("See its pods", "kubectl -n kube-system get pods -l k8s-app=kube-dns -o wide")],
    };
  },
});
