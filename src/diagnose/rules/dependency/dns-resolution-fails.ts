import { cite } from "../../cite.ts";
import { linksOfClass } from "../../graph/links.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { clusterDns, dnsRef } from "../control-plane/dns.ts";
import { linkDraft } from "./link-draft.ts";

export const dnsResolutionFails = defineRule({
  code: "dns-resolution-fails",
  family: "dependency",
  role: "cause",
  dependent: true,
  severity: "critical",
  specificity: 6,
  meaning: "Lookups get no usable answer: cluster DNS is down, overloaded, or cannot be reached.",
  needs: "Log lines about temporary failures of name resolution.",
  remedy: "Look at the cluster DNS pods and their log, then at policies on port 53.",
  disproof: "Other pods on the same node resolve the same name.",
  *check(situation) {
    const links = linksOfClass(situation, "dns-failing").filter(({ caller }) => caller !== undefined);
    const dns = clusterDns(situation);
    const callers = [...new Set(links.map(({ logger }) => logger))];
    const [first] = links;
    if (!dns || !first || callers.length < 2) {
      for (const link of links) {
        const title = `${link.logger.ref.name} cannot resolve names${link.peer.host ? ` (${link.peer.host})` : ""}`;
        yield { ...linkDraft(link, link.logger.ref, title), confidence: "medium" };
      }
      return;
    }
    const names = callers.slice(0, 3).map(({ ref }) => ref.name);
    const { ready, notReady } = situation.backends(dns.service);
    const lines = links.slice(0, 5).map(({ clue }) => cite.log(clue.stream, clue.line, clue.count));
    yield {
      ...linkDraft(first, dnsRef(dns), `cluster DNS does not answer ${names.join(", ")}`, [
        look("See the DNS pods", "kubectl -n kube-system get pods -l k8s-app=kube-dns -o wide"),
      ]),
      confidence: ready === 0 ? "high" : "medium",
      outage: true,
      affects: callers.map(({ ref }) => ref),
      evidence: [
        cite.endpoints(refOf(dns.service), `${ready} of ${ready + notReady} endpoints of cluster DNS are ready`),
        ...lines,
      ],
    };
  },
});
