import { cite } from "../../cite.ts";
import { lookAtMaker, makerOf } from "../../graph/makers.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";

export const ingressTlsSecretMissing = defineRule({
  code: "ingress-tls-secret-missing",
  family: "service",
  role: "cause",
  severity: "warning",
  specificity: 8,
  meaning:
    "The secret with an Ingress's certificate does not exist; its controller serves a default certificate instead.",
  needs: "The Ingress and the list of secrets.",
  remedy: "Create the secret, or see why it was not issued.",
  disproof: "The controller takes its certificates from elsewhere.",
  *check(situation) {
    if (!situation.lists("Secret")) return;
    for (const ingress of situation.all("Ingress")) {
      const { name, namespace = "" } = ingress.metadata;
      const missing = (ingress.spec?.tls ?? []).find(
        ({ secretName }) => secretName && !situation.find("Secret", namespace, secretName),
      );
      if (!missing?.secretName) continue;
      const maker = makerOf(situation, { apiVersion: "v1", kind: "Secret", namespace, name: missing.secretName });
      const unmade = maker ? `: ${maker.kind} ${maker.name} has not made it` : "";
      yield {
        object: refOf(ingress),
        title: `Ingress ${name} takes the certificate of ${(missing.hosts ?? ["its hosts"]).join(", ")} from secret ${missing.secretName}, which does not exist${unmade}`,
        confidence: "high",
        ...(maker && { awaits: maker }),
        evidence: [
          cite.object(refOf(ingress), `its TLS certificate is secret ${missing.secretName}`),
          cite.absence(
            { apiVersion: "v1", kind: "Secret", namespace, name: missing.secretName },
            refOf(ingress),
            `namespace ${namespace} has no secret ${missing.secretName}`,
          ),
        ],
        next: [
          ...(maker ? [lookAtMaker(maker)] : []),
          look("See whether it is being issued", `kubectl -n ${namespace} get secrets,certificates`),
        ],
      };
    }
  },
});
