import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { portText } from "../../situation/service-ports.ts";
import { type Backend, backendsIn } from "./ingress-backends.ts";

export const ingressServicePortMissing = defineRule({
  code: "ingress-service-port-missing",
  family: "service",
  role: "cause",
  severity: "critical",
  specificity: 9,
  meaning: "An Ingress sends requests to a port that its Service does not have.",
  needs: "The Ingress and the ports of the Service.",
  remedy: "Correct the port in the Ingress, or add it to the Service.",
  disproof: "The Service has the port by number or name.",
  *check(situation) {
    for (const [ingress, backends] of Map.groupBy(backendsIn(situation), (backend) => backend.ingress)) {
      const bad = backends.find(lacksPort);
      if (!bad?.service) continue;
      const { name, namespace = "" } = ingress.metadata;
      const has = (bad.service.spec?.ports ?? []).map(portText).join(", ");
      yield {
        object: refOf(ingress),
        title: `Ingress ${name} sends ${bad.where} to port ${bad.port.number ?? bad.port.name} of Service ${bad.name}, which has ${has || "no port"}`,
        confidence: "high",
        evidence: [
          cite.object(
            refOf(ingress),
            `backend of ${bad.where} is Service ${bad.name}, port ${bad.port.number ?? bad.port.name}`,
          ),
          cite.object(refOf(bad.service), `Service ${bad.name} has ports ${has || "none"}`),
        ],
        next: [look("See the ports of the Service", `kubectl -n ${namespace} get service ${bad.name} -o yaml`)],
      };
    }
  },
});

function lacksPort({ service, port }: Backend): boolean {
  if (!service?.spec?.ports || (port.number === undefined && port.name === undefined)) return false;
  return !service.spec.ports.some((own) =>
    port.number === undefined ? own.name === port.name : own.port === port.number,
  );
}
