import { cite } from "../../cite.ts";
import { change, defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { corefileFault } from "./corefile.ts";
import { clusterDns, corefile, dnsRef, dnsUsers } from "./dns.ts";

export const clusterDnsMisconfigured = defineRule({
  code: "cluster-dns-misconfigured",
  family: "control-plane",
  role: "cause",
  severity: "critical",
  specificity: 9,
  meaning: "The configuration of CoreDNS keeps it from answering for names inside the cluster.",
  needs:
    "A Corefile without the kubernetes plugin, with a template that refuses cluster names, or that cannot be read.",
  remedy: "Correct the Corefile; CoreDNS reloads it within a minute or two, or restart it.",
  disproof: "Names of Services resolve from a new pod.",
  *check(situation) {
    const found = corefile(situation);
    const fault = found && corefileFault(found.text);
    if (!found || !fault) return;
    const dns = clusterDns(situation);
    const object = refOf(found.map);
    yield {
      object,
      title: `cluster DNS is misconfigured: ${fault}`,
      confidence: "high",
      since: null,
      affects: [...(dns ? [dnsRef(dns)] : []), ...dnsUsers(situation)],
      evidence: [cite.object(object, `Corefile of ${object.name}: ${fault}`, { corefile: found.text.slice(0, 2000) })],
      next: [
        look("Read it", `kubectl -n kube-system get cm ${object.name} -o yaml`),
        change("After it is corrected, restart CoreDNS", "kubectl -n kube-system rollout restart deploy/coredns"),
      ],
    };
  },
});
