import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { routesIn } from "./gateway-routes.ts";
import { virtualServices } from "./mesh.ts";

export const gatewayMissing = defineRule({
  code: "gateway-missing",
  family: "service",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "A route or virtual service belongs to a gateway that does not exist, so nothing comes in through it.",
  needs: "The route and the list of gateways.",
  remedy: "Correct the gateway's name, or create it.",
  disproof: "The gateway is of another kind.",
  *check(situation) {
    if (!situation.lists("Gateway")) return;
    const wanted = [
      ...routesIn(situation).flatMap(({ object, parentRefs }) =>
        parentRefs
          .filter(({ kind }) => kind === undefined || kind === "Gateway")
          .map(({ name, namespace }) => ({ object, name, namespace: namespace ?? object.metadata.namespace ?? "" })),
      ),
      ...virtualServices(situation).flatMap(({ object, gateways }) =>
        (gateways ?? [])
          .filter((name) => name !== "mesh")
          .map((text) => ({ object, ...split(text, object.metadata.namespace ?? "") })),
      ),
    ];
    for (const { object, name, namespace } of wanted) {
      if (situation.has({ kind: "Gateway", namespace, name, apiVersion: "" })) continue;
      yield {
        object: refOf(object),
        title: `${object.kind} ${object.metadata.name} references gateway ${namespace}/${name}, which does not exist`,
        confidence: "high",
        evidence: [
          cite.object(refOf(object), `it names gateway ${name}`),
          cite.absence(
            { apiVersion: "gateway.networking.k8s.io/v1", kind: "Gateway", namespace, name },
            refOf(object),
            `namespace ${namespace} has no Gateway ${name}`,
          ),
        ],
        next: [look("See which gateways there are", "kubectl get gateways -A")],
      };
    }
  },
});

function split(text: string, own: string): { name: string; namespace: string } {
  const [namespace, name] = text.includes("/") ? text.split("/") : [own, text];
  return { name: name ?? text, namespace: namespace ?? own };
}
