import { type Fields, isFields } from "../../../core/fields.ts";
import type { KubeObject } from "../../../core/kubernetes/meta.ts";
import { shortName } from "../../../core/object.ts";
import { duration } from "../../../core/time.ts";
import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";
import { repeatedEvictions } from "./repeated-evictions.ts";

export const podsEvictedRepeatedly = defineRule({
  code: "pods-evicted-repeatedly",
  family: "runtime",
  role: "cause",
  severity: "warning",
  tier: "noticed",
  specificity: 6,
  meaning:
    "Something evicts the pods of a workload again and again: a vertical autoscaler, the descheduler, a node autoscaler.",
  needs: "Evictions by another than the kubelet, more than two for each pod of the workload in the last hour.",
  remedy:
    "Give it a disruption budget, or change what moves it: bounds of the vertical autoscaler, policies of the descheduler.",
  disproof: "Each pod was evicted once, in a round that is over.",
  *check(situation) {
    for (const { workload, events } of repeatedEvictions(situation)) {
      const [last, ...more] = events;
      const first = events.at(-1);
      if (!last || !first) continue;
      const { ref } = workload;
      const scaler = scalerOf(situation, workload);
      yield {
        object: scaler && /VPA/.test(last.reason) ? refOf(scaler) : ref,
        affects: [ref],
        title: `pods of ${ref.name} were evicted ${events.length} times in ${duration(last.at - first.first)}: ${last.reason}: ${last.message}`,
        confidence: "high",
        since: new Date(first.first).toISOString(),
        evidence: [cite.event(last), ...more.slice(0, 2).map((event) => cite.event(event))],
        next: [
          look("See what evicts them", `kubectl -n ${ref.namespace} describe ${shortName(ref).replace("/", " ")}`),
        ],
      };
    }
  },
});

/** The vertical autoscaler of the workload. */
function scalerOf(situation: Situation, { ref }: WorkloadView): KubeObject | undefined {
  const scalers: readonly (KubeObject & { spec?: unknown })[] = situation.other("VerticalPodAutoscaler");
  return scalers.find(({ metadata, spec }) => {
    const target: Fields | undefined = isFields(spec) && isFields(spec.targetRef) ? spec.targetRef : undefined;
    return metadata.namespace === ref.namespace && target?.kind === ref.kind && target.name === ref.name;
  });
}
