import { cite } from "../../cite.ts";
import { change, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { refusalRule } from "./refusal-rule.ts";
import { rulesChanged } from "./rules-changed.ts";

export const limitRangeViolated = refusalRule({
  code: "limit-range-violated",
  kind: "limit-range",
  meaning: "Requests or limits are outside what the LimitRange of the namespace allows.",
  remedy: "Bring requests and limits into the range, or change the range.",
  disproof: "The LimitRange allows these values.",
  say(refusal, situation) {
    const { ref } = refusal.workload;
    const [range, ...others] = situation.all("LimitRange", ref.namespace).map(refOf);
    const only = others.length === 0 ? range : undefined;
    const newer = only && rulesChanged(situation, refusal);
    return {
      object: newer ? only : undefined,
      title: `${ref.name} is outside the limit range of its namespace: ${refusal.named.what?.replace(/\]$/, "")}`,
      evidence: newer
        ? [
            cite.object(
              only,
              `limit range ${only.name} refuses what it let in before: the template of ${ref.name} is older`,
            ),
          ]
        : [],
      next: [
        look("See the range", `kubectl -n ${ref.namespace} describe limitrange`),
        change("Bring the resources of the template into the range"),
      ],
    };
  },
});
