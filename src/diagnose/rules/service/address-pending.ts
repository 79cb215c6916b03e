import { shortName } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { withoutAddress } from "./without-address.ts";

export const addressPending = defineRule({
  code: "address-pending",
  family: "service",
  role: "cause",
  dependent: true,
  tier: "noticed",
  severity: "warning",
  specificity: 5,
  meaning:
    "A Service of type LoadBalancer, an Ingress or a Gateway has waited minutes for its address, and no controller says why.",
  needs:
    "Its status without an address; for an Ingress, others of its class that have one: some controllers write none.",
  remedy: "See whether the controller of its class runs and watches this namespace.",
  disproof: "It has an address, or its controller never writes one.",
  *check(situation) {
    for (const { object, made, class: className, siblings } of withoutAddress(situation)) {
      const ref = refOf(object);
      const of = className ? ` of class ${className}` : "";
      yield {
        object: ref,
        title: `${ref.kind} ${ref.name}${of} has had no address since it was created, and no controller says why`,
        confidence: "medium",
        since: new Date(made).toISOString(),
        evidence: [
          cite.object(ref, `${ref.kind} ${ref.name} has no address in its status`),
          ...siblings.slice(0, 1).map((item) => cite.object(refOf(item), `${item.kind} ${item.metadata.name} has one`)),
        ],
        next: [
          look(
            "See what its controller says",
            `kubectl -n ${ref.namespace} describe ${shortName(ref).replace("/", " ")}`,
          ),
        ],
      };
    }
  },
});
