import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { expansions } from "./expansion.ts";

export const volumeExpansionPending = defineRule({
  code: "volume-expansion-pending",
  family: "storage",
  role: "cause",
  severity: "warning",
  specificity: 6,
  meaning: "The claim asks for more space and has waited minutes for it: for a restart of its pod, or for a driver.",
  needs: "A claim that asks for more than it has, its conditions, and the controller's event.",
  remedy: "Restart the pods that use it; where no driver enlarges volumes, make a larger one and move the data.",
  disproof: "The claim's capacity is what it asks for.",
  *check(situation) {
    for (const { claim, sizes, failed, waits, evidence } of expansions(situation)) {
      if (failed || !waits) continue;
      const object = refOf(claim);
      yield {
        object,
        title: `claim ${object.name} waits to be enlarged (${sizes}): ${waits}`,
        confidence: "high",
        evidence,
        next: [look("See the claim", `kubectl -n ${object.namespace} describe pvc ${object.name}`)],
      };
    }
  },
});
