import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { portText } from "../../situation/service-ports.ts";
import { routeBackends, routesIn } from "./gateway-routes.ts";

export const routeBackendMissing = defineRule({
  code: "route-backend-missing",
  family: "service",
  role: "cause",
  severity: "critical",
  specificity: 9,
  meaning: "A route of the Gateway API sends requests to a Service, or a port of it, that does not exist.",
  needs: "The route and the list of Services.",
  remedy: "Correct the backend of the route.",
  disproof: "The route's condition ResolvedRefs is true.",
  *check(situation) {
    if (!situation.lists("Service")) return;
    for (const route of routesIn(situation)) {
      const bad = routeBackends(situation, route).find(
        ({ service, port, weight }) =>
          weight !== 0 &&
          (!service ||
            (port !== undefined && service.spec?.ports && !service.spec.ports.some((own) => own.port === port))),
      );
      if (!bad) continue;
      const { name, namespace = "" } = route.object.metadata;
      const { kind } = route.object;
      const why = bad.service
        ? `port ${bad.port} of Service ${bad.name}, which has ${(bad.service.spec?.ports ?? []).map(portText).join(", ")}`
        : `Service ${bad.name}, which does not exist in ${bad.serviceNamespace}`;
      yield {
        object: refOf(route.object),
        title: `${kind} ${name} sends requests to ${why}`,
        confidence: "high",
        evidence: [
          cite.object(
            refOf(route.object),
            `backend ${bad.name}${bad.port === undefined ? "" : `:${bad.port}`}: ${bad.service ? "no such port" : "no such Service"}`,
          ),
        ],
        next: [look("See the route", `kubectl -n ${namespace} get ${kind.toLowerCase()} ${name} -o yaml`)],
      };
    }
  },
});
