import { cite } from "../../cite.ts";
import { linksIn, NOT_REACHED } from "../../graph/links.ts";
import { change, defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { isReady } from "../../situation/pod.ts";
import { nodesOf, podsOf } from "./complaining-pods.ts";

export const serviceKeepsToNode = defineRule({
  code: "service-keeps-to-node",
  family: "service",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning:
    "A Service with internalTrafficPolicy Local drops what pods on nodes without one of its own ready pods send to it.",
  needs: "internalTrafficPolicy Local, ready pods on some nodes only, and callers on other nodes that get no answer.",
  remedy: "Set internalTrafficPolicy to Cluster, or run a pod of it on every node that calls it.",
  disproof: "A caller on a node with a ready pod of the Service gets no answer either.",
  *check(situation) {
    for (const service of situation.all("Service")) {
      if (service.spec?.internalTrafficPolicy !== "Local") continue;
      const nodes = nodesOf(situation.backends(service).selected.filter(isReady));
      const missed = linksIn(situation).filter(
        ({ peer, clue }) => peer.service === service && NOT_REACHED.has(clue.class),
      );
      const places = nodesOf(missed.flatMap(({ clue }) => podsOf(clue, situation)));
      const [link] = missed;
      // Who is next to a ready pod and gets no answer suffers from something else.
      if (!link || nodes.size === 0 || places.size === 0 || !places.isDisjointFrom(nodes)) continue;
      const object = refOf(service);
      const { namespace, name } = object;
      yield {
        object,
        title: `Service ${name} answers only on nodes that run its pods (internalTrafficPolicy Local): not on ${[...places].sort().join(", ")}`,
        confidence: "high",
        affects: [
          ...missed.flatMap(({ caller }) => caller?.ref ?? []),
          ...situation.behind(service).map(({ ref }) => ref),
        ],
        evidence: [
          cite.object(object, `internalTrafficPolicy of ${name} is Local`),
          cite.log(link.clue.stream, link.clue.line, link.clue.count),
        ],
        next: [
          look(
            "See on which nodes its endpoints are",
            `kubectl -n ${namespace} get endpointslices -l kubernetes.io/service-name=${name} -o yaml`,
          ),
          change(
            "Route to pods on all nodes",
            `kubectl -n ${namespace} patch service ${name} --type merge -p '{"spec":{"internalTrafficPolicy":"Cluster"}}'`,
          ),
        ],
      };
    }
  },
});
