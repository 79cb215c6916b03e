import { duration, timeOf } from "../../../core/time.ts";
import { oneLine } from "../../../core/untrusted.ts";
import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { isReady } from "../../situation/pod.ts";
import type { WorkloadView } from "../../situation/workload.ts";

/** The kubelet kills at the end of the grace period; taking the sandbox and the volumes down takes seconds. */
const MARGIN_MS = 2 * 60_000;

export const podStuckTerminating = defineRule({
  code: "pod-stuck-terminating",
  family: "runtime",
  role: "symptom",
  severity: "warning",
  specificity: 3,
  meaning: "A pod is past its grace period and still there: its node does not remove it, or a finalizer holds it.",
  needs: "The pod's deletion time, which includes its grace period, more than two minutes ago.",
  remedy: "See what the kubelet says of it and whether its node answers; a finalizer is removed by who set it.",
  disproof: "The pod is gone.",
  *check(situation) {
    for (const workload of situation.workloads)
      for (const pod of workload.allPods) {
        const end = timeOf(pod.metadata.deletionTimestamp);
        // A finalizer that is left is told as such.
        if (end === undefined || situation.now - end < MARGIN_MS || pod.metadata.finalizers?.length) continue;
        const ref = refOf(pod);
        const warnings = situation.events.of(ref).filter(({ type, at }) => type === "Warning" && at >= end - MARGIN_MS);
        const why = warnings.find(({ reason }) => reason === "FailedKillPod") ?? warnings[0];
        const node = pod.spec?.nodeName;
        yield {
          object: ref,
          title: `pod ${ref.name} has been stuck terminating for ${duration(situation.now - end)} on ${node ?? "no node"}${why ? `: ${oneLine(why.message, 200)}` : ""}`,
          confidence: "high",
          tier: isMissed(workload) ? "harm" : "noticed",
          since: new Date(end).toISOString(),
          evidence: [
            cite.object(ref, `pod ${ref.name} should have been gone at ${pod.metadata.deletionTimestamp}`),
            ...(why ? [cite.event(why)] : []),
          ],
          next: [
            look("See what holds it", `kubectl -n ${ref.namespace} describe pod ${ref.name}`),
            ...(node ? [look("See whether its node answers", `kubectl describe node ${node}`)] : []),
          ],
        };
      }
  },
});

/** Its place is not taken by another pod: a StatefulSet waits until it is gone. */
function isMissed({ ref, desired, pods }: WorkloadView): boolean {
  return ref.kind === "StatefulSet" || ref.kind === "Pod" || pods.filter(isReady).length < (desired ?? 0);
}
