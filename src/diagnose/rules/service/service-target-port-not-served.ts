import { cite } from "../../cite.ts";
import { listeningIn } from "../../logs/listening.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { declaredText, isOff, type Target, targetNumber, targetsIn } from "../../situation/service-ports.ts";
import type { Situation } from "../../situation/situation.ts";
import { complaints, usage } from "./users.ts";

export const serviceTargetPortNotServed = defineRule({
  code: "service-target-port-not-served",
  family: "service",
  role: "cause",
  severity: "critical",
  specificity: 9,
  meaning: "The Service sends to a port on which no container of its pods listens.",
  needs:
    "A target port that no container declares, while a port that they declare has no Service port of this Service.",
  remedy: "Set the target port to the port on which the container listens.",
  disproof: "The process listens on the target port as well.",
  *check(situation) {
    for (const [service, targets] of Map.groupBy(targetsIn(situation), (target) => target.service)) {
      const bad = targets.find((target) => isOff(target, targets));
      if (!bad || targets.some((other) => other.port === bad.port && !isOff(other, targets))) continue;
      const { port, workload, declared } = bad;
      const target = targetNumber(port, declared);
      const open = listening(situation, bad);
      if (open.some((item) => item.port === target)) continue;
      const [said, used] = [complaints(situation, service), usage(situation, service)];
      const { name, namespace = "" } = service.metadata;
      yield {
        object: refOf(service),
        title: `Service ${name} sends to port ${target}, but ${workload.ref.name} listens on ${declaredText(declared)}`,
        confidence: said.length > 0 || open.length > 0 ? "high" : "medium",
        severity: said.length > 0 || used.length > 0 ? "critical" : "warning",
        evidence: [
          cite.object(refOf(service), `port ${port.port} has targetPort ${port.targetPort ?? port.port}`),
          cite.object(workload.ref, `containers of ${workload.ref.name} declare ports ${declaredText(declared)}`),
          ...open.slice(0, 1).map((item) => cite.log(item.stream, item.line)),
          ...used,
          ...said,
        ],
        next: [look("See the ports of the Service", `kubectl -n ${namespace} get service ${name} -o yaml`)],
      };
    }
  },
});

function listening(situation: Situation, { workload }: Target) {
  return listeningIn(workload.pods.slice(0, 2).flatMap((pod) => situation.logs(pod)));
}
