import { timeOf } from "../../../core/time.ts";
import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { isReady } from "../../situation/pod.ts";
import { GRACE_MS } from "./unschedulable.ts";

export const podsUnschedulable = defineRule({
  code: "pods-unschedulable",
  family: "scheduling",
  role: "symptom",
  severity: "critical",
  specificity: 2,
  alerts: ["KubePodNotReady"],
  meaning: "Pods wait for a node.",
  needs: "Pods whose PodScheduled condition is False for half a minute.",
  remedy: "Read what the scheduler says about each node.",
  disproof: "The pods have been scheduled since.",
  *check(situation) {
    for (const { ref, pods } of situation.workloads) {
      const waiting = pods.flatMap((pod) => {
        const condition = pod.status?.conditions?.find(
          ({ type, status }) => type === "PodScheduled" && status === "False",
        );
        const since = timeOf(condition?.lastTransitionTime ?? pod.metadata.creationTimestamp);
        const waits = !pod.spec?.nodeName && since !== undefined && situation.now - since > GRACE_MS;
        return condition && waits ? [{ pod, condition }] : [];
      });
      const [first] = waiting;
      if (!first) continue;
      const { reason = "", message = "", lastTransitionTime = null } = first.condition;
      yield {
        object: ref,
        title: `${waiting.length} pods of ${ref.name} wait for a node`,
        confidence: "high",
        since: lastTransitionTime,
        severity: pods.some(isReady) ? "warning" : "critical",
        evidence: [cite.object(refOf(first.pod), `${reason}: ${message}`, {}, lastTransitionTime)],
        next: [
          look("See what the scheduler says", `kubectl -n ${ref.namespace} describe pod ${first.pod.metadata.name}`),
          look("See what the nodes offer", "kubectl describe nodes"),
        ],
      };
    }
  },
});
