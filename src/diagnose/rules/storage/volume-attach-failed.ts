import { cite } from "../../cite.ts";
import { defineRule } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { isReady } from "../../situation/pod.ts";
import { notReadySince } from "../../situation/trouble.ts";

export const volumeAttachFailed = defineRule({
  code: "volume-attach-failed",
  family: "storage",
  role: "cause",
  severity: "critical",
  specificity: 7,
  meaning: "The volume cannot be attached to the node, often because another node still has it.",
  needs: "A FailedAttachVolume event on a pod that has not started.",
  remedy: "Wait for or remove the other user of the volume; check the attach limit of the node.",
  disproof: "The volume is attached to this node.",
  *check(situation) {
    for (const workload of situation.workloads) {
      const events = workload.pods
        .filter((pod) => !isReady(pod))
        .flatMap((pod) =>
          situation.events
            .of(refOf(pod))
            .filter(({ reason, message }) => reason === "FailedAttachVolume" && /./.test(message)),
        );
      const [event] = events;
      const [pod] = workload.pods;
      if (event && pod)
        yield {
          object: workload.ref,
          title: `a volume of ${workload.ref.name} cannot be attached: ${event.message}`,
          confidence: "medium",
          since: notReadySince(pod),
          evidence: [cite.event(event)],
        };
    }
  },
});
