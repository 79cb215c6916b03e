import type { Step } from "../../../core/finding.ts";
import { type ObjectRef, shortName } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { change, defineRule } from "../../rule.ts";
import type { Situation } from "../../situation/situation.ts";
import { boundOf, scalerOf } from "../performance/autoscaler.ts";
import { aftermath, aftermathOfCallers } from "./aftermath.ts";
import { scalingOf } from "./scaling.ts";

export const scaledDown = defineRule({
  code: "scaled-down",
  family: "change",
  role: "cause",
  dependent: true,
  severity: "warning",
  specificity: 6,
  meaning: "A workload was scaled down, and the remaining replicas cannot carry the load.",
  needs: "The event of the scaling of its current revision, and slow or failing requests, errors or complaints since.",
  remedy: "Scale it up again; find who scaled it: a person, an autoscaler, a pipeline.",
  disproof: "Requests were as slow before.",
  *check(situation) {
    for (const workload of situation.workloads) {
      const { ref } = workload;
      const scaling = scalingOf(situation, workload);
      if (!scaling) continue;
      const { event } = scaling;
      const trouble = aftermath(situation, [ref], event.at, true) ?? aftermathOfCallers(situation, ref, event.at);
      if (!trouble) continue;
      const from = scaling.from === undefined ? "" : ` from ${scaling.from}`;
      yield {
        object: ref,
        title: `${ref.name} was scaled down${from} to ${scaling.to}, and ${trouble.text}`,
        confidence: "medium",
        since: new Date(event.at).toISOString(),
        evidence: [cite.event(event), trouble.evidence],
        next: [scaledUp(situation, ref, scaling.from ?? scaling.to + 1)],
      };
    }
  },
});

/** An autoscaler would put back what is scaled by hand: its minimum holds. */
function scaledUp(situation: Situation, ref: ObjectRef, replicas: number): Step {
  const hpa = scalerOf(situation, ref);
  if (hpa) return change(`Raise the minimum of autoscaler ${hpa.metadata.name}`, boundOf(hpa, "minReplicas", replicas));
  return change("Scale it up again", `kubectl -n ${ref.namespace} scale ${shortName(ref)} --replicas=${replicas}`);
}
