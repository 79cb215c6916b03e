import { cite } from "../../cite.ts";
import { defineRule } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { isReady } from "../../situation/pod.ts";
import { notReadySince } from "../../situation/trouble.ts";

export const volumeMountFailed = defineRule({
  code: "volume-mount-failed",
  family: "storage",
  role: "cause",
  severity: "critical",
  specificity: 7,
  meaning: "The kubelet cannot mount a volume.",
  needs: "A FailedMount event on a pod that has not started.",
  remedy: "Mend what the message names: path, filesystem, permission, server.",
  disproof: "The volume mounts on that node.",
  *check(situation) {
    for (const workload of situation.workloads) {
      const events = workload.pods
        .filter((pod) => !isReady(pod))
        .flatMap((pod) =>
          situation.events
            .of(refOf(pod))
            .filter(
              ({ reason, message }) =>
                reason === "FailedMount" &&
                /MountVolume\.(?:SetUp|MountDevice) failed(?!.*(?:configmap|secret|references non-existent))/.test(
                  message,
                ),
            ),
        );
      const [event] = events;
      const [pod] = workload.pods;
      if (event && pod)
        yield {
          object: workload.ref,
          title: `a volume of ${workload.ref.name} cannot be mounted: ${event.message}`,
          confidence: "medium",
          since: notReadySince(pod),
          evidence: [cite.event(event)],
        };
    }
  },
});
