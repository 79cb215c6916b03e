import { type ObjectRef, shortType } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { resolveHost } from "../../graph/references.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";
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
      const { missing, nothing } = whatIsMissing(situation, target.cluster);
      const inNamespace = missing.namespace ? `-n ${missing.namespace} ` : "";
      yield {
        object: refOf(service),
        title: itself
          ? `Service ${name} points to itself`
          : `Service ${name} points to ${externalName}, which does not exist`,
        confidence: "high",
        severity: usage(situation, service).length > 0 ? "critical" : "warning",
        evidence: [
          cite.object(refOf(service), `externalName ${externalName}`),
          ...(itself ? [] : [cite.absence(missing, refOf(service), nothing)]),
          ...usage(situation, service),
        ],
        next: [look("See what is there", `kubectl ${inNamespace}get ${shortType(missing.kind)}`)],
      };
    }
  },
});

/** The namespace comes first: without it there is nothing to list. */
function whatIsMissing(situation: Situation, { namespace, name }: { namespace: string; name: string }) {
  const isThere = !situation.lists("Namespace") || situation.find("Namespace", "", namespace) !== undefined;
  return isThere
    ? { missing: ref("Service", namespace, name), nothing: `namespace ${namespace} has no Service ${name}` }
    : { missing: ref("Namespace", "", namespace), nothing: `there is no namespace ${namespace}` };
}

function ref(kind: string, namespace: string, name: string): ObjectRef {
  return { apiVersion: "v1", kind, namespace, name };
}
