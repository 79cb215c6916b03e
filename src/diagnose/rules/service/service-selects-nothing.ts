import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { meantBy, selectsNothing, takenBy } from "./meant-workload.ts";
import { complaints, selectorText, selectsNoPod, usage } from "./users.ts";

export const serviceSelectsNothing = defineRule({
  code: "service-selects-nothing",
  family: "service",
  role: "cause",
  severity: "warning",
  tier: "noticed",
  specificity: 6,
  meaning:
    "A Service selects no pod and no workload, and no workload without a Service is there for it; another Service may have taken it.",
  needs: "The selector, the labels of the pods and workloads of its namespace, and the lists of both.",
  remedy: "Make the selector fit the pods that are meant, or remove the Service.",
  disproof: "Its pods are about to be created, or nobody needs it any more.",
  *check(situation) {
    if (!situation.lists("Pod")) return;
    for (const service of situation.all("Service")) {
      if (!selectsNothing(situation, service) || meantBy(situation, service)) continue;
      const { name, namespace = "" } = service.metadata;
      const taken = takenBy(situation, service);
      const other = taken && situation.services(taken)[0]?.metadata.name;
      const [used, said] = [usage(situation, service), complaints(situation, service)];
      yield {
        object: refOf(service),
        title: `Service ${name} selects no pod (${selectorText(service.spec?.selector)})${taken ? `; ${taken.ref.name}, which it was probably meant for, is selected by Service ${other}` : ""}`,
        confidence: taken ? "high" : "medium",
        tier: said.length > 0 ? "harm" : "noticed",
        severity: taken || used.length > 0 ? "warning" : "info",
        evidence: [
          ...selectsNoPod(service),
          ...(taken
            ? [
                cite.object(
                  taken.ref,
                  `pods of ${taken.ref.name} have labels ${selectorText(taken.template.metadata?.labels)}`,
                ),
              ]
            : []),
          ...used,
          ...said,
        ],
        next: [look("Compare selector and labels", `kubectl -n ${namespace} get pods --show-labels`)],
      };
    }
  },
});
