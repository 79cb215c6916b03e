import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { portText } from "../../situation/service-ports.ts";
import { serviceOf, sharesOf, virtualServices } from "./mesh.ts";
import { affectedBy } from "./mesh-reach.ts";

export const virtualServicePortUnknown = defineRule({
  code: "virtual-service-port-unknown",
  family: "service",
  role: "cause",
  severity: "critical",
  specificity: 9,
  meaning: "A virtual service sends requests to a port that the Service does not have.",
  needs: "The VirtualService and the ports of the Service.",
  remedy: "Correct the port in the VirtualService.",
  disproof: "The Service has the port.",
  *check(situation) {
    for (const mesh of virtualServices(situation)) {
      for (const { destination } of sharesOf(mesh)) {
        const { service } = serviceOf(situation, mesh.object, destination.host);
        const number = destination.port?.number;
        if (!service?.spec?.ports || number === undefined || service.spec.ports.some(({ port }) => port === number))
          continue;
        const { name, namespace = "" } = mesh.object.metadata;
        const has = service.spec.ports.map(portText).join(", ");
        yield {
          object: refOf(mesh.object),
          title: `VirtualService ${name} sends requests to port ${number} of ${service.metadata.name}, which has ${has}`,
          confidence: "high",
          affects: affectedBy(situation, mesh),
          evidence: [
            cite.object(refOf(mesh.object), `destination ${destination.host}, port ${number}`),
            cite.object(refOf(service), `Service ${service.metadata.name} has ports ${has}`),
          ],
          next: [look("See the route", `kubectl -n ${namespace} get virtualservice ${name} -o yaml`)],
        };
      }
    }
  },
});
