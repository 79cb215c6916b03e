import { type FaultyPlace, faultyPlaces } from "../../compare/faulty-place.ts";
import { pluralOf } from "../../compare/state-text.ts";
import { defineRule, look } from "../../rule.ts";
import { nodeRef } from "../../situation/object-index.ts";
import { someOf } from "../../some-of.ts";
import { placeDraft } from "./place-draft.ts";

export const failuresShareNode = defineRule({
  code: "failures-share-node",
  family: "node",
  role: "cause",
  dependent: true,
  severity: "critical",
  specificity: 6,
  meaning:
    "Pods of several workloads fail on one node, and nowhere else, while the same programs work on other nodes: its network, routing or disk is what they share.",
  needs:
    "Pods of two workloads or more that fail in that place only, and pods elsewhere that work: more than chance would put there.",
  remedy: "Cordon the node and let its pods move; then see its network plugin, kube-proxy, disk and kernel log.",
  disproof: "A pod of the same workload works there, or fails on another node.",
  *check(situation) {
    for (const place of faultyPlaces(situation).filter(({ kind }) => kind === "node")) {
      const [node = ""] = place.nodes;
      const object = nodeRef(situation, node);
      if (!object) continue;
      const names = someOf(place.workloads.map(({ ref }) => ref.name));
      yield {
        ...placeDraft(situation, place, object),
        title: `pods on node ${node} ${pluralOf(place.states)} (${names}), and ${beside(place)}`,
        next: [
          look("See the node", `kubectl describe node ${node}`),
          look("See what runs there", `kubectl get pods -A -o wide --field-selector spec.nodeName=${node}`),
        ],
      };
    }
  },
});

function beside({ states, contrast }: FaultyPlace): string {
  return states.has("unreached")
    ? `${contrast.workingElsewhere.length} workloads on other nodes do`
    : `${contrast.workingElsewhere.length} pods elsewhere work`;
}
