import type { ApiService } from "../../../core/kubernetes/config.ts";
import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";
import { scalersWith } from "../performance/autoscaler.ts";

export const apiServiceUnavailable = defineRule({
  code: "api-service-unavailable",
  family: "control-plane",
  role: "cause",
  dependent: true,
  severity: "warning",
  specificity: 8,
  alerts: ["KubeAggregatedAPIDown"],
  meaning: "An API that another program adds to the API server, such as metrics, does not answer.",
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
        affects: [...blindScalers(situation, item), ...stuckNamespaces(situation, item)],
        evidence: [cite.object(object, `APIService ${object.name} is not available: ${bad.reason ?? ""} ${why}`)],
        next: [
          service
            ? look(
                "See what serves it",
                `kubectl -n ${service.namespace} get svc,endpointslices,pods | grep ${service.name}`,
              )
            : look("See what serves it", `kubectl describe apiservice ${object.name}`),
        ],
      };
    }
  },
});

/** What an autoscaler says when it cannot read, by the API that it reads from. */
const READS: Record<string, RegExp> = {
  "metrics.k8s.io": /^FailedGetResourceMetric$|^FailedGetContainerResourceMetric$/,
  "custom.metrics.k8s.io": /^FailedGet(?:Pods|Object)Metric$/,
  "external.metrics.k8s.io": /^FailedGetExternalMetric$/,
};

/** Autoscalers that read from it and say that they cannot; the others hold no grudge. */
function blindScalers(situation: Situation, { spec, metadata }: ApiService) {
  const words = READS[spec?.group ?? metadata.name.replace(/^v\w+\./, "")];
  return scalersWith(situation, "ScalingActive", "False").flatMap(({ hpa, condition }) =>
    words?.test(condition.reason ?? "") ? [refOf(hpa)] : [],
  );
}

/** Namespaces that cannot be deleted, because what is left in them of this API cannot be told. */
function stuckNamespaces(situation: Situation, { spec, metadata }: ApiService) {
  const group = spec?.group ?? metadata.name.replace(/^v\w+\./, "");
  return situation.all("Namespace").flatMap((namespace) => {
    const told = namespace.status?.conditions?.some(
      ({ type, status, message }) =>
        type === "NamespaceDeletionDiscoveryFailure" && status === "True" && message?.includes(group),
    );
    return told ? [refOf(namespace)] : [];
  });
}
