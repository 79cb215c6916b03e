import type { Evidence } from "../../../core/evidence.ts";
import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import type { Situation } from "../../situation.ts";
import type { WorkloadView } from "../../workload.ts";
import { linkDraft, linksOfClass } from "./link.ts";

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
    const down =
      dns && dns.pods.length < (dns.desired ?? 1)
        ? dns
        : dns?.pods.some((pod) => !pod.status?.conditions?.some((c) => c.type === "Ready" && c.status === "True"))
          ? dns
          : undefined;
    const [first] = links;
    if (!first) return;
    const callers = [...new Set(links.map(({ logger }) => logger))];
    if (down || (dns && callers.length > 1)) {
      const lines: Evidence[] = links.slice(0, 5).map(({ clue }) => cite.log(clue.stream, clue.line, clue.count));
      const state = cite.object(
        (down ?? dns ?? first.logger).ref,
        `cluster DNS has ${(down ?? dns)?.pods.length ?? 0} pods`,
      );
      const draft = linkDraft(
        first,
        (down ?? dns ?? first.logger).ref,
        `cluster DNS does not answer ${callers
          .map(({ ref }) => ref.name)
          .slice(0, 3)
          .join(", ")}`,
        [look("See the DNS pods", "kubectl -n kube-system get pods -l k8s-app=kube-dns -o wide")],
      );
      yield {
        ...draft,
        confidence: down ? "high" : "medium",
        affects: callers.map(({ ref }) => ref),
        evidence: [state, ...lines],
      };
      return;
    }
    for (const link of links)
      yield {
        ...linkDraft(
          link,
          link.logger.ref,
          `${link.logger.ref.name} cannot resolve names${link.peer.host ? ` (${link.peer.host})` : ""}`,
        ),
        confidence: "medium",
      };
  },
});

/** The workload that answers on cluster DNS: CoreDNS or kube-dns by label. */
function clusterDns(situation: Situation): WorkloadView | undefined {
  return situation.workloads.find(
    ({ ref, template }) =>
      ref.namespace === "kube-system" &&
      (template.metadata?.labels?.["k8s-app"] === "kube-dns" || /^(?:coredns|kube-dns)$/.test(ref.name)),
  );
}
