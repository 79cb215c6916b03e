import { cite } from "../../cite.ts";
import { resolveHost } from "../../graph/references.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { usage } from "./users.ts";

export const externalNameUnresolvable = defineRule({
  code: "external-name-unresolvable",
  family: "service",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "A Service of type ExternalName points to a cluster name that does not exist, or to itself.",
  needs: "The external name and the list of Services.",
  remedy: "Correct the external name.",
  disproof: "The name resolves in a pod.",
  *check(situation) {
    for (const service of situation.all("Service")) {
      const { type, externalName = "" } = service.spec ?? {};
      const { name, namespace = "" } = service.metadata;
      if (type !== "ExternalName") continue;
      const target = resolveHost(situation, namespace, externalName);
      const itself = target?.service === service;
      if (!target?.cluster || (target.service && !itself) || (!externalName.includes(".svc") && !itself)) continue;
      yield {
        object: refOf(service),
        title: itself
          ? `Service ${name} points to itself`
          : `Service ${name} points to ${externalName}, which does not exist`,
        confidence: "high",
        severity: usage(situation, service).length > 0 ? "critical" : "warning",
        evidence: [
          cite.object(refOf(service), `externalName ${externalName}`),
          ...(itself
            ? []
            : [
                cite.absence(
                  { apiVersion: "v1", kind: "Service", ...target.cluster },
                  refOf(service),
                  `namespace ${target.cluster.namespace} has no Service ${target.cluster.name}`,
                ),
              ]),
          ...usage(situation, service),
        ],
        next: [look("See the Services there", `kubectl -n ${target.cluster.namespace} get services`)],
      };
    }
  },
});
