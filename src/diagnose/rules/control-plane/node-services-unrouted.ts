import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { nodeRef } from "../../situation/object-index.ts";
import { someOf } from "../../some-of.ts";
import { workloadsOn } from "./component.ts";
import { unroutedNodes } from "./unrouted-node.ts";

export const nodeServicesUnrouted = defineRule({
  code: "node-services-unrouted",
  family: "control-plane",
  role: "cause",
  severity: "critical",
  specificity: 7,
  meaning:
    "Pods on one node get no answer from the cluster IPs of Services whose pods are ready: kube-proxy does not route there.",
  needs:
    "Log lines of pods on that node which time out at the cluster IPs of two Services or more, or of one that callers elsewhere reach, and ready endpoints.",
  remedy: "See whether kube-proxy (or what replaces it) runs on the node and reads Services; restart it there.",
  disproof: "The cluster IP of one of these Services answers from another pod on that node.",
  *check(situation) {
    for (const { node, links, services } of unroutedNodes(situation)) {
      const object = nodeRef(situation, node);
      if (!object) continue;
      const names = services.map(({ metadata }) => metadata.name);
      const [first, ...more] = links.map(({ clue }) => cite.log(clue.stream, clue.line, clue.count));
      if (!first) continue;
      yield {
        object,
        affects: workloadsOn(situation, [node]),
        title: `kube-proxy on node ${node} does not route Services: ${someOf(names)} cannot be reached from there, although their pods are ready`,
        confidence: services.length > 1 ? "medium" : "low",
        evidence: [first, ...more.slice(0, 3)],
        next: [
          look(
            "See kube-proxy on that node",
            `kubectl -n kube-system get pods -o wide --field-selector spec.nodeName=${node}`,
          ),
          look("See where the pods run", `kubectl -n ${links[0].clue.stream.namespace} get pods -o wide`),
        ],
      };
    }
  },
});
