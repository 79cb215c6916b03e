import { cite } from "../../cite.ts";
import { change, defineRule } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { isCreating, notReadySince } from "../../situation/pod.ts";

export const volumeOwnershipChangeSlow = defineRule({
  code: "volume-ownership-change-slow",
  family: "storage",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning:
    "The kubelet gives every file of the volume to the pod's fsGroup before the pod starts; with many files it takes minutes.",
  needs: "A VolumePermissionChangeInProgress event of a pod that has a node and no container yet.",
  remedy: "Set fsGroupChangePolicy to OnRootMismatch.",
  disproof: "The pod starts as slowly without fsGroup.",
  *check(situation) {
    for (const { ref, pods } of situation.workloads) {
      const [found] = pods.filter(isCreating).flatMap((pod) =>
        situation.events
          .of(refOf(pod))
          .filter(({ reason }) => reason === "VolumePermissionChangeInProgress")
          .map((event) => ({ pod, event })),
      );
      if (!found) continue;
      yield {
        object: ref,
        title: `${ref.name} waits while the files of its volume change owner`,
        confidence: "high",
        since: notReadySince(found.pod),
        evidence: [cite.event(found.event)],
        next: [change("Set securityContext.fsGroupChangePolicy: OnRootMismatch in the pod template")],
      };
    }
  },
});
