import { cite } from "../../cite.ts";
import { amount } from "../../metrics/amount.ts";
import { measures } from "../../metrics/measures.ts";
import { recent, shiftOf } from "../../metrics/shift.ts";
import { defineRule, look } from "../../rule.ts";
import { clusterDns, dnsRef, dnsUsers } from "./dns.ts";

export const clusterDnsFailing = defineRule({
  code: "cluster-dns-failing",
  family: "control-plane",
  role: "cause",
  dependent: true,
  severity: "critical",
  specificity: 6,
  meaning: "The cluster's DNS answers with failures: its upstream or its own lookups fail.",
  needs: "Series of its answers: one in twenty is SERVFAIL or REFUSED.",
  remedy: "Look at its log; see the upstream resolver and the connection from its pods to the API server.",
  disproof: "The failures are for names of one program that sends invalid requests.",
  *check(situation) {
    const dns = clusterDns(situation);
    const [measure] = measures(situation, "dns-error-ratio");
    const now = measure && recent(measure.series.points);
    if (!dns || !measure || now === undefined || now < 0.05) return;
    const shift = shiftOf(measure.series.points);
    const object = dnsRef(dns);
    yield {
      object,
      title: `cluster DNS fails ${amount(now, "ratio")} of lookups`,
      confidence: "high",
      since: shift ? new Date(shift.at).toISOString() : null,
      affects: dnsUsers(situation),
      evidence: [
        cite.metric(measure.series, [object], `${amount(now, "ratio")} of DNS answers are SERVFAIL or REFUSED`),
      ],
      next: [look("Read the end of their logs", "kubectl -n kube-system logs -l k8s-app=kube-dns --tail=100")],
    };
  },
});
