import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { destinationRules, serviceOf, sharesOf, virtualServices } from "./mesh.ts";
import { affectedBy } from "./mesh-reach.ts";

export const virtualServiceSubsetUnknown = defineRule({
  code: "virtual-service-subset-unknown",
  family: "service",
  role: "cause",
  severity: "critical",
  specificity: 9,
  meaning: "A virtual service sends requests to a subset that no destination rule defines.",
  needs: "The VirtualService and the DestinationRules.",
  remedy: "Define the subset, or route to one that exists.",
  disproof: "A destination rule of another namespace defines it.",
  *check(situation) {
    const rules = destinationRules(situation);
    for (const mesh of virtualServices(situation)) {
      for (const { destination, weight } of sharesOf(mesh)) {
        const { service } = serviceOf(situation, mesh.object, destination.host);
        if (!destination.subset || weight === 0 || !service) continue;
        const own = rules.filter((rule) => serviceOf(situation, rule.object, rule.host).service === service);
        if (own.some(({ subsets }) => subsets.some(({ name }) => name === destination.subset))) continue;
        const { name, namespace = "" } = mesh.object.metadata;
        const known = own.flatMap(({ subsets }) => subsets.map((subset) => subset.name)).join(", ");
        yield {
          object: refOf(mesh.object),
          title: `VirtualService ${name} sends requests to subset ${destination.subset} of ${destination.host}, which no DestinationRule defines`,
          confidence: "high",
          affects: affectedBy(situation, mesh),
          evidence: [
            cite.object(
              refOf(mesh.object),
              `destination ${destination.host}, subset ${destination.subset}; defined subsets: ${known || "none"}`,
            ),
          ],
          next: [look("See the subsets", `kubectl -n ${namespace} get destinationrules -o yaml`)],
        };
      }
    }
  },
});
