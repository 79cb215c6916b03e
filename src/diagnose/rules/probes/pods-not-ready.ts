import type { Pod } from "../../../core/kubernetes/pod.ts";
import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { isReady } from "../../situation/pod.ts";
import { stuckPods } from "./stuck-pods.ts";

export const podsNotReady = defineRule({
  code: "pods-not-ready",
  family: "probes",
  role: "symptom",
  severity: "critical",
  specificity: 1,
  alerts: ["KubePodNotReady"],
  meaning: "Pods are there and not ready, so no Service sends to them.",
  needs: "The Ready condition of the pods.",
  remedy: "See what their containers and events say.",
  disproof: "The pods become ready within their start-up time.",
  *check(situation) {
    for (const { workload, stuck, since } of stuckPods(situation)) {
      const { ref, pods, desired } = workload;
      const [first] = stuck;
      const ready = pods.filter(isReady).length;
      yield {
        object: ref,
        title: `${ready} of ${desired ?? pods.length} pods of ${ref.name} are ready`,
        confidence: "high",
        severity: ready > 0 ? "warning" : "critical",
        since,
        evidence: [
          cite.object(ref, `${ready} of ${desired ?? pods.length} pods ready`, {}, since),
          cite.object(refOf(first), `pod ${first.metadata.name}: ${why(first)}`, {}, since),
        ],
        next: [look("See what the pods say", `kubectl -n ${ref.namespace} describe pod ${first.metadata.name}`)],
      };
    }
  },
});

function why({ status }: Pod): string {
  const condition = status?.conditions?.find(
    ({ type, status: is }) =>
      is !== "True" &&
      (type === "PodScheduled" || type === "Initialized" || type === "ContainersReady" || type === "Ready"),
  );
  return (
    [status?.phase, condition?.type, condition?.reason, condition?.message].filter(Boolean).join(" ") || "not ready"
  );
}
