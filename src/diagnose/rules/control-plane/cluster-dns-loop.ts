import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { clusterDns, dnsRef, dnsUsers } from "./dns.ts";

export const clusterDnsLoop = defineRule({
  code: "cluster-dns-loop",
  family: "control-plane",
  role: "cause",
  severity: "critical",
  specificity: 9,
  meaning:
    "CoreDNS forwards lookups to itself: the resolv.conf that it forwards to names a loopback address, often systemd-resolved's stub.",
  needs: "The log line of its loop plugin, which stops it.",
  remedy: "Let the Corefile forward to real resolvers, or give the kubelet the resolv.conf that lists them.",
  disproof: "The resolv.conf that its pods get from the node names no address of the node itself.",
  *check(situation) {
    const dns = clusterDns(situation);
    const loop = dns?.workload && situation.clues(dns.workload).find(({ signature }) => signature === "coredns-loop");
    if (!dns || !loop) return;
    const object = dnsRef(dns);
    yield {
      object,
      title: `cluster DNS forwards lookups to itself: ${object.name} exits on a forwarding loop`,
      confidence: "high",
      since:
        dns.workload?.object?.status?.conditions?.find(({ type }) => type === "Available")?.lastTransitionTime ?? null,
      affects: dnsUsers(situation),
      evidence: [cite.log(loop.stream, loop.line, loop.count)],
      next: [
        look("See where it forwards to", "kubectl -n kube-system get cm coredns -o yaml"),
        look("See its pods", "kubectl -n kube-system get pods -l k8s-app=kube-dns -o wide"),
      ],
    };
  },
});
