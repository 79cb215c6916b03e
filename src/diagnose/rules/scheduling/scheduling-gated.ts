import { cite } from "../../cite.ts";
import { defineRule } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { notReadySince } from "../../situation/pod.ts";

export const schedulingGated = defineRule({
  code: "scheduling-gated",
  family: "scheduling",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The pod has a scheduling gate that nothing removes.",
  needs: "Condition PodScheduled with reason SchedulingGated for more than two minutes.",
  remedy: "Find the controller that should remove the gate, or remove it from the template.",
  disproof: "The gate is removed and the pod is scheduled.",
  *check(situation) {
    for (const workload of situation.workloads) {
      const [pod] = workload.pods.filter(
        ({ spec, status, metadata }) =>
          (spec?.schedulingGates?.length ?? 0) > 0 &&
          status?.conditions?.some(({ reason }) => reason === "SchedulingGated") &&
          situation.now - Date.parse(metadata.creationTimestamp ?? "") > 120_000,
      );
      if (!pod) continue;
      const gates = (pod.spec?.schedulingGates ?? []).map(({ name }) => name).join(", ");
      yield {
        object: workload.ref,
        title: `${workload.ref.name} waits for scheduling gate ${gates}`,
        confidence: "high",
        since: notReadySince(pod),
        evidence: [cite.object(refOf(pod), `pod ${pod.metadata.name} is gated by ${gates}`)],
      };
    }
  },
});
