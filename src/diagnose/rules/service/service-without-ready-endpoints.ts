import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { isTerminating } from "../../situation/pod.ts";
import { selectorText, usage } from "./users.ts";

export const serviceWithoutReadyEndpoints = defineRule({
  code: "service-without-ready-endpoints",
  family: "service",
  role: "symptom",
  severity: "critical",
  specificity: 2,
  meaning: "A Service has pods but no ready endpoint, so every request to it fails.",
  needs: "The Service's EndpointSlices or Endpoints.",
  remedy: "See why its pods are not ready.",
  disproof: "The Service publishes addresses that are not ready on purpose.",
  *check(situation) {
    for (const service of situation.all("Service")) {
      const { known, ready, notReady, selected } = situation.backends(service);
      const living = selected.filter((pod) => !isTerminating(pod) && pod.status?.phase !== "Succeeded");
      if (!known || ready > 0 || living.length === 0 || service.spec?.type === "ExternalName") continue;
      const { name, namespace = "" } = service.metadata;
      yield {
        object: refOf(service),
        title: `Service ${name} has no ready endpoint (0 of ${Math.max(notReady, living.length)})`,
        confidence: "high",
        evidence: [
          cite.endpoints(refOf(service), `0 of ${Math.max(notReady, living.length)} endpoints of ${name} are ready`),
          ...usage(situation, service),
        ],
        next: [
          look("See its endpoints", `kubectl -n ${namespace} get endpointslices -l kubernetes.io/service-name=${name}`),
          look("See its pods", `kubectl -n ${namespace} get pods -l ${selectorText(service.spec?.selector)} -o wide`),
        ],
      };
    }
  },
});
