import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { complaints, usage } from "./users.ts";

export const serviceWithoutBackends = defineRule({
  code: "service-without-backends",
  family: "service",
  role: "cause",
  severity: "critical",
  specificity: 7,
  meaning: "A Service has no selector, and nobody wrote endpoints for it: it leads nowhere.",
  needs: "A Service without selector that others use, and the endpoints of the cluster.",
  remedy: "Give it the selector of its pods, or write its EndpointSlice.",
  disproof: "Its endpoints are kept by a controller that has not run yet.",
  *check(situation) {
    for (const service of situation.all("Service")) {
      const { known, ready, notReady } = situation.backends(service);
      const empty = Object.keys(service.spec?.selector ?? {}).length === 0;
      if (!empty || !known || ready + notReady > 0 || service.spec?.type === "ExternalName") continue;
      const used = usage(situation, service);
      if (used.length === 0) continue;
      const { name, namespace = "" } = service.metadata;
      yield {
        object: refOf(service),
        title: `Service ${name} has neither a selector nor endpoints`,
        confidence: "high",
        evidence: [
          cite.object(refOf(service), `Service ${name} has no selector and no endpoints`),
          ...used,
          ...complaints(situation, service),
        ],
        next: [look("See the Service", `kubectl -n ${namespace} get service,endpointslices -o wide`)],
      };
    }
  },
});
