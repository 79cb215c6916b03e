import { shortName } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { amount } from "../../metrics/amount.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { harm } from "./harm.ts";
import { levels } from "./level.ts";
import { hasMoreTraffic, surges } from "./surge.ts";

export const cpuUsageSurged = defineRule({
  code: "cpu-usage-surged",
  family: "performance",
  role: "cause",
  dependent: true,
  severity: "warning",
  specificity: 7,
  meaning: "A workload uses far more CPU than before, without more requests, and requests suffer.",
  needs: "Series of CPU use: at least three times as much and a fifth of a core more, with slow or failing requests.",
  remedy: "See what it computes: a profile, or its last change; limit it when others on its node suffer.",
  disproof: "The work it does grew as well, e.g. a batch that runs now.",
  *check(situation) {
    const full = levels(situation, "node-cpu-ratio", 0.9).flatMap(({ measure: { node } }) => node ?? []);
    for (const { workload, pod, series, shift } of surges(situation, "cpu-usage", 3, 0.2)) {
      const { ref } = workload;
      if (hasMoreTraffic(situation, workload, shift)) continue;
      const harmed = harm(situation, ref);
      if (harmed === "no" || (harmed === "unknown" && (shift.after < 5 * shift.before || shift.after < 0.5))) continue;
      const nodes = full.filter(({ metadata }) => workload.pods.some(({ spec }) => spec?.nodeName === metadata.name));
      const [before, after] = [amount(shift.before, "cores"), amount(shift.after, "cores")];
      yield {
        object: ref,
        title: `${ref.name} uses ${after}, up from ${before}, with no more requests`,
        confidence: harmed === "yes" ? "high" : "medium",
        since: new Date(shift.at).toISOString(),
        affects: nodes.map(refOf),
        evidence: [cite.metric(series, [ref], `CPU use of ${pod || ref.name} went from ${before} to ${after}`)],
        next: [
          look("See which container it is", `kubectl -n ${ref.namespace} top pod --containers`),
          look("See what changed", `kubectl -n ${ref.namespace} rollout history ${shortName(ref)}`),
        ],
      };
    }
  },
});
