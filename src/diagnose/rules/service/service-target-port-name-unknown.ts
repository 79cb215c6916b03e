import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { declaredText, targetNumber, targetsIn } from "../../situation/service-ports.ts";
import { complaints, usage } from "./users.ts";

export const serviceTargetPortNameUnknown = defineRule({
  code: "service-target-port-name-unknown",
  family: "service",
  role: "cause",
  severity: "critical",
  specificity: 9,
  meaning:
    "The Service sends to a port by a name that no container of its pods declares, so it has endpoints without a port.",
  needs: "The Service's target port and the ports of the containers that it selects.",
  remedy: "Name the container port so, or use its number or its real name as target port.",
  disproof: "Another workload behind the Service declares the name.",
  *check(situation) {
    const groups = Map.groupBy(targetsIn(situation), ({ service }) => service);
    for (const [service, targets] of groups) {
      const bad = targets.find(({ port, declared }) => targetNumber(port, declared) === undefined);
      if (!bad || targets.some(({ port, declared }) => port === bad.port && targetNumber(port, declared) !== undefined))
        continue;
      const { port, workload, declared } = bad;
      const { name, namespace = "" } = service.metadata;
      yield {
        object: refOf(service),
        title: `Service ${name} sends to port "${port.targetPort}", which no container of ${workload.ref.name} declares`,
        confidence: "high",
        evidence: [
          cite.object(refOf(service), `port ${port.port} has targetPort "${port.targetPort}"`),
          cite.object(workload.ref, `containers of ${workload.ref.name} declare ports ${declaredText(declared)}`),
          ...usage(situation, service),
          ...complaints(situation, service),
        ],
        next: [look("See the ports of the Service", `kubectl -n ${namespace} get service ${name} -o yaml`)],
      };
    }
  },
});
