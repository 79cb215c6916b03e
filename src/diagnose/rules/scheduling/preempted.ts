import type { Pod } from "../../../core/kubernetes/pod.ts";
import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { isReady } from "../../situation/pod.ts";
import type { Situation } from "../../situation/situation.ts";
import { preemptionOf } from "./preemption.ts";
import { unschedulable } from "./unschedulable.ts";

export const preempted = defineRule({
  code: "preempted",
  family: "scheduling",
  role: "cause",
  severity: "critical",
  specificity: 9,
  meaning: "Pods of higher priority preempted these, which now fit nowhere.",
  needs: "Event Preempted, or condition DisruptionTarget by the scheduler, and pods that cannot be scheduled since.",
  remedy: "Lower the priority or the requests of the newcomer, raise that of the victim, or add nodes.",
  disproof: "The pods also find no node while the newcomer is not there.",
  *check(situation) {
    for (const { workload, message, pod, since } of unschedulable(situation)) {
      const event = preemptionOf(situation, workload);
      if (!event) continue;
      const by = preemptor(situation, event.message);
      const other = by && situation.ownerOf(by);
      const { ref, pods } = workload;
      yield {
        object: other ?? ref,
        affects: [ref],
        title: `${other?.name ?? "a pod of higher priority"} preempted ${ref.name}, which fits on no other node`,
        confidence: "high",
        since: event.at ? new Date(event.at).toISOString() : since,
        severity: pods.some(isReady) ? "warning" : "critical",
        evidence: [
          cite.event(event),
          cite.object(refOf(pod), `pod ${pod.metadata.name} finds no node: ${message}`, {}, since),
          ...(by ? [priority(by), priority(pod)] : []),
        ],
        next: [look("See the priorities", "kubectl get priorityclasses")],
      };
    }
  },
});

/** `Preempted by pod <uid> on node <name>`. */
function preemptor(situation: Situation, message: string): Pod | undefined {
  const [, uid] = /[Pp]reempted by pod (\S+)/.exec(message) ?? [];
  return uid ? situation.all("Pod").find(({ metadata }) => metadata.uid === uid) : undefined;
}

function priority(pod: Pod) {
  const { priorityClassName = "no class", priority: value = 0 } = pod.spec ?? {};
  return cite.object(refOf(pod), `pod ${pod.metadata.name} has priority ${value} (${priorityClassName})`);
}
