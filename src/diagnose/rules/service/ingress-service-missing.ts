import { cite } from "../../cite.ts";
import { nearestService } from "../../graph/peer.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { backendsIn } from "./ingress-backends.ts";

export const ingressServiceMissing = defineRule({
  code: "ingress-service-missing",
  family: "service",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "An Ingress sends requests to a Service that does not exist.",
  needs: "The Ingress and the list of Services.",
  remedy: "Correct the name in the Ingress, or create the Service.",
  disproof: "The Service is in the namespace of the Ingress.",
  *check(situation) {
    if (!situation.lists("Service")) return;
    for (const [ingress, backends] of Map.groupBy(backendsIn(situation), (backend) => backend.ingress)) {
      const missing = backends.find(({ service }) => !service);
      if (!missing) continue;
      const { name, namespace = "" } = ingress.metadata;
      const near = nearestService(situation, { name: missing.name, namespace });
      const nearText = near
        ? `; there is ${near.metadata.namespace === namespace ? "" : `${near.metadata.namespace}/`}${near.metadata.name}`
        : "";
      yield {
        object: refOf(ingress),
        title: `Ingress ${name} sends ${missing.where} to Service ${missing.name}, which does not exist${nearText}`,
        confidence: "high",
        evidence: [
          cite.object(refOf(ingress), `backend of ${missing.where} is Service ${missing.name}`),
          cite.absence(
            { apiVersion: "v1", kind: "Service", namespace, name: missing.name },
            refOf(ingress),
            `namespace ${namespace} has no Service ${missing.name}`,
          ),
        ],
        next: [look("See which Services there are", `kubectl -n ${namespace} get services`)],
      };
    }
  },
});
