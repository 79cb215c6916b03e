import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";

export const ingressClassUnknown = defineRule({
  code: "ingress-class-unknown",
  family: "service",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "An Ingress names a class that no controller serves.",
  needs: "The Ingress and the list of ingress classes.",
  remedy: "Use the name of a class that exists, or install its controller.",
  disproof: "The Ingress has an address in its status.",
  *check(situation) {
    const classes = situation.other("IngressClass").map(({ metadata }) => metadata.name);
    for (const ingress of situation.all("Ingress")) {
      const wanted = ingress.spec?.ingressClassName;
      if (!wanted || classes.includes(wanted) || ingress.status?.loadBalancer?.ingress?.length) continue;
      if (!situation.lists("IngressClass") && !servedWithoutClass(situation)) continue;
      const { name } = ingress.metadata;
      const there =
        classes.length > 0 ? `there is ${classes.join(", ")}` : "there is none: others name theirs by annotation";
      yield {
        object: refOf(ingress),
        title: `Ingress ${name} uses class ${wanted}, which does not exist (${there})`,
        confidence: "high",
        evidence: [
          cite.object(
            refOf(ingress),
            `ingressClassName ${wanted}; ingress classes: ${classes.join(", ") || "none"}; no address in its status`,
          ),
        ],
        next: [look("See the ingress classes", "kubectl get ingressclasses")],
      };
    }
  },
});

/** No class was observed, and none was refused; an Ingress that names its controller by annotation alone is served. */
function servedWithoutClass(situation: Situation): boolean {
  return (
    situation.whole &&
    situation
      .all("Ingress")
      .some(
        ({ metadata, spec, status }) =>
          metadata.annotations?.["kubernetes.io/ingress.class"] &&
          !spec?.ingressClassName &&
          status?.loadBalancer?.ingress?.length,
      )
  );
}
