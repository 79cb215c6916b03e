import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { expansions } from "./expansion.ts";

export const volumeExpansionFailed = defineRule({
  code: "volume-expansion-failed",
  family: "storage",
  role: "cause",
  severity: "warning",
  specificity: 8,
  meaning: "The claim asks for more space, and the storage refuses.",
  needs: "A claim that asks for more than it has, and a resize error in its conditions or events.",
  remedy: "Fix what the message names; from 1.34 on a smaller size may be asked for again.",
  disproof: "The claim's capacity is what it asks for.",
  *check(situation) {
    for (const { claim, sizes, failed, evidence } of expansions(situation)) {
      if (!failed) continue;
      const object = refOf(claim);
      yield {
        object,
        title: `claim ${object.name} cannot be enlarged (${sizes}): ${failed}`,
        confidence: "high",
        evidence,
        next: [look("See the claim", `kubectl -n ${object.namespace} describe pvc ${object.name}`)],
      };
    }
  },
});
