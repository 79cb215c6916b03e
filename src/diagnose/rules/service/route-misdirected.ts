import { shortName } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { change, defineRule, look } from "../../rule.ts";
import { misdirectedRoutes } from "./misdirected-routes.ts";

export const routeMisdirected = defineRule({
  code: "route-misdirected",
  family: "service",
  role: "cause",
  severity: "warning",
  specificity: 8,
  meaning: "A path named after one Service is routed to another, and no route leads to the one that it names.",
  needs: "The routes of an Ingress or of a gateway's configuration, most of them named after their Services.",
  remedy: "Send the path to the Service that it names.",
  disproof: "The Service that the route leads to serves the path.",
  *check(situation) {
    for (const { route, meant, alike } of misdirectedRoutes(situation)) {
      const { holder, path, service } = route;
      const users = situation.workloads.filter(
        ({ ref, template }) =>
          ref.namespace === holder.namespace &&
          (template.spec?.volumes ?? []).some(
            ({ configMap }) => holder.kind === "ConfigMap" && configMap?.name === holder.name,
          ),
      );
      yield {
        object: users[0]?.ref ?? holder,
        affects: [{ apiVersion: "v1", kind: "Service", namespace: holder.namespace, name: meant }],
        title: `${users[0]?.ref.name ?? holder.name} routes ${path} to ${service}, and nothing to ${meant}`,
        confidence: "medium",
        evidence: [
          cite.object(
            holder,
            `${shortName(holder)} routes ${path} to ${service}; ${alike} other paths bear the name of their Service`,
          ),
          cite.object(
            { apiVersion: "v1", kind: "Service", namespace: holder.namespace, name: meant },
            `Service ${meant} exists, and no route of ${shortName(holder)} leads to it`,
          ),
        ],
        next: [
          look("See the routes", `kubectl -n ${holder.namespace} get ${shortName(holder)} -o yaml`),
          change(`Route ${path} to ${meant}`, `kubectl -n ${holder.namespace} edit ${shortName(holder)}`),
        ],
      };
    }
  },
});
