import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { selects } from "../../situation/selector.ts";
import { destinationRules, serviceOf, sharesOf, virtualServices } from "./mesh.ts";
import { selectorText } from "./users.ts";

export const destinationRuleSubsetEmpty = defineRule({
  code: "destination-rule-subset-empty",
  family: "service",
  role: "cause",
  severity: "critical",
  specificity: 9,
  meaning: "A subset of a destination rule selects no pod, and a virtual service sends requests to it.",
  needs: "The DestinationRule, the VirtualService that uses the subset, and the labels of the pods behind the Service.",
  remedy: "Make the subset's labels fit those of the pods, or route elsewhere.",
  disproof: "Pods with these labels exist.",
  *check(situation) {
    if (!situation.lists("Pod")) return;
    const used = virtualServices(situation).flatMap((mesh) =>
      sharesOf(mesh)
        .filter(({ weight }) => weight !== 0)
        .map(({ destination }) => ({
          service: serviceOf(situation, mesh.object, destination.host).service,
          subset: destination.subset,
        })),
    );
    for (const rule of destinationRules(situation)) {
      const { service } = serviceOf(situation, rule.object, rule.host);
      if (!service) continue;
      const pods = situation.backends(service).selected;
      const empty = rule.subsets.find(
        ({ name, labels }) =>
          Object.keys(labels).length > 0 &&
          !pods.some((pod) => selects(labels, pod.metadata.labels)) &&
          used.some((item) => item.service === service && item.subset === name),
      );
      if (!empty || pods.length === 0) continue;
      const { name, namespace = "" } = rule.object.metadata;
      yield {
        object: refOf(rule.object),
        title: `subset ${empty.name} of DestinationRule ${name} selects no pod of ${service.metadata.name}`,
        confidence: "high",
        affects: [refOf(service)],
        evidence: [
          cite.object(
            refOf(rule.object),
            `subset ${empty.name} wants ${selectorText(empty.labels)}; none of ${pods.length} pods of ${service.metadata.name} has it`,
          ),
        ],
        next: [look("Compare with the pods' labels", `kubectl -n ${namespace} get pods --show-labels`)],
      };
    }
  },
});
