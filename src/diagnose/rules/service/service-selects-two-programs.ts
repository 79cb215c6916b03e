import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { strangersIn } from "./strangers.ts";
import { selectorText, usage } from "./users.ts";

export const serviceSelectsTwoPrograms = defineRule({
  code: "service-selects-two-programs",
  family: "service",
  role: "cause",
  severity: "warning",
  tier: "noticed",
  specificity: 7,
  meaning:
    "A Service also selects pods of another program, so some of its requests reach pods that cannot answer them.",
  needs: "The selector, and the workloads that it selects, with their images and ports.",
  remedy: "Add the label to the selector that tells the two apart.",
  disproof: "Both programs serve the same interface, as during a migration.",
  *check(situation) {
    for (const service of situation.all("Service")) {
      const found = strangersIn(situation, service);
      if (!found) continue;
      const { own, stranger, why, heard } = found;
      const { name, namespace = "" } = service.metadata;
      const object = refOf(service);
      const count = stranger.pods.length;
      yield {
        object,
        title: `Service ${name} also sends to ${stranger.ref.name}, ${why}: ${count} of ${count + own.pods.length} of its pods`,
        confidence: "medium",
        ...(heard.length > 0 && { tier: "harm", severity: "critical" }),
        evidence: [
          cite.shown(
            object,
            `-n ${namespace} get pods -l ${selectorText(service.spec?.selector)} --show-labels`,
            `selector ${selectorText(service.spec?.selector)} matches ${own.ref.name} and ${stranger.ref.name}`,
          ),
          cite.object(
            stranger.ref,
            `pods of ${stranger.ref.name} have labels ${selectorText(stranger.template.metadata?.labels)}`,
          ),
          ...heard.slice(0, 2),
          ...usage(situation, service),
        ],
        next: [
          look(
            "See where it sends",
            `kubectl -n ${namespace} get endpointslices -l kubernetes.io/service-name=${name} -o yaml`,
          ),
          look("Compare selector and labels", `kubectl -n ${namespace} get pods --show-labels`),
        ],
      };
    }
  },
});
