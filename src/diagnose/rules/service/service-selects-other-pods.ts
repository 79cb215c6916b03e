import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { aimedAt } from "./aimed-at.ts";
import { foreignAnswers } from "./foreign-answers.ts";
import { isOtherProgram } from "./strangers.ts";
import { complaints, selectorText, usage } from "./users.ts";

const KINDS = ["Deployment", "StatefulSet", "DaemonSet"];

export const serviceSelectsOtherPods = defineRule({
  code: "service-selects-other-pods",
  family: "service",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The Service selects the pods of another workload, while the workload of its own name has no Service.",
  needs: "The selector, and the workloads of the namespace.",
  remedy: "Make the selector fit the labels of the workload that is meant.",
  disproof: "The Service is meant for the other workload, e.g. during a blue-green switch.",
  *check(situation) {
    for (const service of situation.all("Service")) {
      const { name, namespace = "" } = service.metadata;
      const behind = situation.behind(service);
      const meant = KINDS.map((kind) => situation.workload({ apiVersion: "apps/v1", kind, namespace, name })).find(
        Boolean,
      );
      const [other] = behind;
      if (!other || !meant || behind.includes(meant) || situation.services(meant).length > 0) continue;
      const usedElsewhere = situation.services(other).some((item) => item !== service);
      const heard = foreignAnswers(situation, service);
      if (!usedElsewhere && !(heard.length > 0 && isOtherProgram(other, meant))) continue;
      yield {
        object: refOf(service),
        title: `Service ${name} sends to ${other.ref.name} instead of ${meant.ref.name}`,
        confidence: "high",
        evidence: [
          cite.shown(
            refOf(service),
            `-n ${namespace} get pods -l ${selectorText(service.spec?.selector)} --show-labels`,
            `selector ${selectorText(service.spec?.selector)} matches the pods of ${other.ref.name}`,
          ),
          cite.object(
            meant.ref,
            `no Service selects ${meant.ref.name}, whose pods have labels ${selectorText(meant.template.metadata?.labels)}`,
          ),
          ...heard.slice(0, 2),
          ...usage(situation, service),
          ...complaints(situation, service),
        ],
        next: [
          look("Compare selector and labels", `kubectl -n ${namespace} get pods --show-labels`),
          ...aimedAt(meant, service),
        ],
      };
    }
  },
});
