import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { isEntry, serviceOf, sharesOf, virtualServices } from "./mesh.ts";
import { affectedBy } from "./mesh-reach.ts";

export const virtualServiceHostUnknown = defineRule({
  code: "virtual-service-host-unknown",
  family: "service",
  role: "cause",
  severity: "critical",
  specificity: 9,
  meaning: "A virtual service of the mesh sends requests to a host that no Service has.",
  needs: "The VirtualService and the list of Services.",
  remedy: "Correct the host in the VirtualService.",
  disproof: "A ServiceEntry brings the host into the mesh.",
  *check(situation) {
    if (!situation.lists("Service")) return;
    for (const mesh of virtualServices(situation)) {
      const bad = sharesOf(mesh).find(({ destination: { host }, weight }) => {
        const { service, inside } = serviceOf(situation, mesh.object, host);
        return weight !== 0 && inside && !service && !isEntry(situation, host);
      });
      if (!bad) continue;
      const { name, namespace = "" } = mesh.object.metadata;
      yield {
        object: refOf(mesh.object),
        title: `VirtualService ${name} sends requests to ${bad.destination.host}, which no Service has`,
        confidence: "high",
        affects: affectedBy(situation, mesh),
        evidence: [
          cite.object(
            refOf(mesh.object),
            `destination host ${bad.destination.host}${bad.weight === undefined ? "" : ` with weight ${bad.weight}`}: no such Service`,
          ),
        ],
        next: [look("See the route", `kubectl -n ${namespace} get virtualservice ${name} -o yaml`)],
      };
    }
  },
});
