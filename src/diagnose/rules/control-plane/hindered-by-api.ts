import type { ApiService } from "../../../core/kubernetes/config.ts";
import type { ObjectRef } from "../../../core/object.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";
import { scalersWith } from "../performance/autoscaler.ts";

/** What cannot go on while an added API does not answer: autoscalers that read from it, namespaces that are being deleted. */
export function hinderedBy(situation: Situation, api: ApiService): ObjectRef[] {
  return [...blindScalers(situation, api), ...stuckNamespaces(situation, api)];
}

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
