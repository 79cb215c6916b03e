import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { hinderedBy } from "./hindered-by-api.ts";

export const apiServiceUnavailable = defineRule({
  code: "api-service-unavailable",
  family: "control-plane",
  role: "cause",
  dependent: true,
  severity: "warning",
  specificity: 8,
  alerts: ["KubeAggregatedAPIDown"],
  meaning: "An aggregated API, such as metrics, does not answer.",
  needs: "Condition Available of the APIService that is false.",
  remedy: "Bring back the program behind its Service.",
  disproof: "kubectl get --raw of its path answers.",
  *check(situation) {
    for (const item of situation.all("APIService")) {
      const bad = item.status?.conditions?.find(({ type, status }) => type === "Available" && status === "False");
      if (!bad) continue;
      const object = refOf(item);
      const { service } = item.spec ?? {};
      const why = bad.message ?? bad.reason ?? "no reason given";
      yield {
        object,
        title: `the API ${object.name} is not available: ${why}`,
        confidence: "high",
        since: bad.lastTransitionTime ?? null,
        affects: hinderedBy(situation, item),
        evidence: [cite.object(object, `APIService ${object.name} is not available: ${bad.reason ?? ""} ${why}`)],
        next: [
          service
            ? look(
                "See what serves it",
                `kubectl -n ${service.namespace} get endpointslices -l kubernetes.io/service-name=${service.name}`,
              )
            : look("See what serves it", `kubectl describe apiservice ${object.name}`),
        ],
      };
    }
  },
});
