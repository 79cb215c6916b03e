import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { meantBy } from "./meant-workload.ts";
import { complaints, selectorText, selectsNoPod, usage } from "./users.ts";

export const serviceSelectorMismatch = defineRule({
  code: "service-selector-mismatch",
  family: "service",
  role: "cause",
  severity: "critical",
  specificity: 9,
  meaning:
    "The Service's selector matches no pod, although the namespace has a workload that it was probably meant for.",
  needs: "The selector, the labels of the pods and workloads of its namespace, and the list of pods.",
  remedy: "Make the selector fit the labels of the pods, or the labels the selector.",
  disproof: "Pods with these labels are about to be created.",
  *check(situation) {
    if (!situation.lists("Pod")) return;
    for (const service of situation.all("Service")) {
      const selector = service.spec?.selector;
      if (!selector || Object.keys(selector).length === 0 || service.spec?.type === "ExternalName") continue;
      if (situation.behind(service).length > 0 || situation.backends(service).selected.length > 0) continue;
      const meant = meantBy(situation, service);
      if (!meant) continue;
      const { name, namespace = "" } = service.metadata;
      const labels = meant.template.metadata?.labels ?? {};
      const off = Object.entries(selector).filter(([key, value]) => labels[key] !== value);
      const shown = off
        .map(
          ([key, value]) =>
            `${key}=${value} (pods have ${labels[key] === undefined ? `no ${key}` : `${key}=${labels[key]}`})`,
        )
        .join(", ");
      yield {
        object: refOf(service),
        title: `Service ${name} selects no pod: it wants ${shown}`,
        confidence: "high",
        evidence: [
          ...selectsNoPod(service),
          cite.object(meant.ref, `pods of ${meant.ref.name} have labels ${selectorText(labels)}`),
          ...usage(situation, service),
          ...complaints(situation, service),
        ],
        next: [look("Compare selector and labels", `kubectl -n ${namespace} get pods --show-labels`)],
      };
    }
  },
});
