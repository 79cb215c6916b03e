import type { KubeObject } from "../../../core/kubernetes/meta.ts";
import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";
import { routesIn } from "./gateway-routes.ts";
import { virtualServices } from "./mesh.ts";

export const routeWeightZero = defineRule({
  code: "route-weight-zero",
  family: "service",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "Every destination of a route has weight 0, so it sends requests nowhere.",
  needs: "The route.",
  remedy: "Give a destination a weight.",
  disproof: "The route is meant to refuse requests.",
  *check(situation) {
    for (const { object, weights } of weighted(situation)) {
      if (weights.length === 0 || weights.some((weight) => weight !== 0)) continue;
      const { name, namespace = "" } = object.metadata;
      yield {
        object: refOf(object),
        title: `${object.kind} ${name} gives all of its ${weights.length} destinations weight 0`,
        confidence: "high",
        evidence: [cite.object(refOf(object), `weights ${weights.join(", ")}`)],
        next: [look("See the route", `kubectl -n ${namespace} get ${object.kind.toLowerCase()} ${name} -o yaml`)],
      };
    }
  },
});

/** The weights of each rule; 1 where none is given. */
function weighted(situation: Situation): { object: KubeObject; weights: number[] }[] {
  return [
    ...routesIn(situation).flatMap(({ object, rules }) =>
      rules.map(({ backendRefs }) => ({ object, weights: (backendRefs ?? []).map(({ weight = 1 }) => weight) })),
    ),
    ...virtualServices(situation).flatMap(({ object, http }) =>
      (http ?? []).map(({ route }) => ({ object, weights: (route ?? []).map(({ weight = 1 }) => weight) })),
    ),
  ];
}
