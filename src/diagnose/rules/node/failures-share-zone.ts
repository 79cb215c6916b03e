import { faultyPlaces } from "../../compare/faulty-place.ts";
import { pluralOf } from "../../compare/state-text.ts";
import { defineRule, look } from "../../rule.ts";
import { nodeRef } from "../../situation/object-index.ts";
import { someOf } from "../../some-of.ts";
import { placeDraft } from "./place-draft.ts";

export const failuresShareZone = defineRule({
  code: "failures-share-zone",
  family: "node",
  role: "cause",
  dependent: true,
  severity: "critical",
  specificity: 6,
  meaning: "Pods of several workloads fail on the nodes of one zone, and nowhere else: the zone is what they share.",
  needs:
    "Nodes with the label topology.kubernetes.io/zone, and pods of two workloads or more that fail in one zone only.",
  remedy: "See the provider's status of the zone, its subnet and routes; move the load to other zones.",
  disproof: "A pod of the same workload works in that zone, or fails in another.",
  *check(situation) {
    for (const place of faultyPlaces(situation).filter(({ kind }) => kind === "zone")) {
      const zone = place.contrast.place;
      const object = nodeRef(situation, place.nodes[0]);
      if (!object) continue;
      yield {
        ...placeDraft(situation, place, object),
        title: `pods in zone ${zone} (nodes ${someOf(place.nodes)}) ${pluralOf(place.states)}, and the same workloads work elsewhere`,
        next: [look("See the nodes of the zone", `kubectl get nodes -l topology.kubernetes.io/zone=${zone} -o wide`)],
      };
    }
  },
});
