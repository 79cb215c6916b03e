import type { Pod } from "../../../core/kubernetes/pod.ts";
import { timeOf } from "../../../core/time.ts";
import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { isReady } from "../../situation/pod.ts";
import { notReadySince } from "../../situation/trouble.ts";

/** A pod that starts is given this long. */
const GRACE_MS = 90_000;

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
    for (const { ref, pods, desired } of situation.workloads) {
      const stuck = pods.filter((pod) => !isReady(pod) && situation.now - (timeOf(notReadySince(pod)) ?? 0) > GRACE_MS);
      const [first] = stuck;
      if (!first || ref.kind === "Job" || ref.kind === "CronJob") continue;
      const ready = pods.filter(isReady).length;
      const since = stuck.flatMap((pod) => notReadySince(pod) ?? []).sort()[0] ?? null;
      yield {
        object: ref,
        title: `${ready} of ${desired ?? pods.length} pods of ${ref.name} are ready`,
        confidence: "high",
        severity: ready > 0 ? "warning" : "critical",
        since,
        evidence: [
          cite.object(
            ref,
            `${ready} of ${desired ?? pods.length} pods ready; ${first.metadata.name}: ${why(first)}`,
            {},
            since,
          ),
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
