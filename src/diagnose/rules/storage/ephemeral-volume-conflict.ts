import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { isReady } from "../../situation/pod.ts";

export const ephemeralVolumeConflict = defineRule({
  code: "ephemeral-volume-conflict",
  family: "storage",
  role: "cause",
  severity: "critical",
  specificity: 9,
  meaning: "The claim for a pod's ephemeral volume cannot be created: one of that name exists and is not the pod's.",
  needs: "A FailedBinding event of a pod that has not started.",
  remedy: "Delete or rename the other claim, or rename the volume: the claim is called <pod>-<volume>.",
  disproof: "The claim of that name is owned by the pod.",
  *check(situation) {
    for (const { ref, pods } of situation.workloads) {
      const waiting = pods.filter((pod) => !isReady(pod));
      const event = waiting
        .flatMap((pod) => situation.events.of(refOf(pod)))
        .find(({ reason, message }) => reason === "FailedBinding" && message.startsWith("ephemeral volume "));
      if (!event) continue;
      yield {
        object: ref,
        title: `an ephemeral volume of ${ref.name} gets no claim: ${event.message.replace(/^ephemeral volume /, "")}`,
        confidence: "high",
        since: new Date(event.first).toISOString(),
        evidence: [cite.event(event)],
        next: [look("See the claims", `kubectl -n ${ref.namespace} get pvc`)],
      };
    }
  },
});
