import { duration } from "../../../core/time.ts";
import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { neglectedService } from "./neglected-service.ts";

export const endpointsOutdated = defineRule({
  code: "endpoints-outdated",
  family: "control-plane",
  role: "cause",
  dependent: true,
  severity: "critical",
  specificity: 8,
  meaning: "Pods of a Service have long been ready, and its endpoints do not have them: no controller updates them.",
  needs: "The Service's EndpointSlices, and its pods' condition Ready.",
  remedy: "Look at the controller manager (endpoint-slice-controller): its pod, its log, its lease.",
  disproof: "Another controller writes the endpoints of this Service on purpose.",
  *check(situation) {
    const late = situation.all("Service").flatMap((service) => neglectedService(situation, service) ?? []);
    for (const { service, missing, since } of late) {
      const { name, namespace = "" } = service.metadata;
      const [pod] = missing;
      if (!pod) continue;
      const wait = duration(situation.now - since);
      yield {
        object: refOf(service),
        title: `endpoints of Service ${name} hold none of its pods, ready for ${wait}: no controller updates them`,
        confidence: late.length > 1 ? "high" : "medium",
        since: new Date(since).toISOString(),
        affects: situation.behind(service).map(({ ref }) => ref),
        evidence: [
          cite.endpoints(refOf(service), `none of ${missing.length} ready pods is an endpoint of ${name}`),
          cite.object(refOf(pod), `pod ${pod.metadata.name} has been ready for ${wait}`),
        ],
        next: [
          look(
            "See its endpoints",
            `kubectl -n ${namespace} get endpointslices -l kubernetes.io/service-name=${name} -o yaml`,
          ),
          look(
            "See whether the controller manager leads",
            "kubectl -n kube-system get lease kube-controller-manager -o yaml",
          ),
        ],
      };
    }
  },
});
