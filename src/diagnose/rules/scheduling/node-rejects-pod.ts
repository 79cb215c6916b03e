import { timeOf } from "../../../core/time.ts";
import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { isReady } from "../../situation/pod.ts";
import type { WorkloadView } from "../../situation/workload.ts";

/** The kubelet's own admission (v1.36 `lifecycle/predicate.go`, `cm`, `sysctl`). Evictions and shutdowns are other findings. */
const REJECTED =
  /^(?:OutOf\S+|NodeAffinity|NodeName|NodePorts|TaintToleration|UnexpectedAdmissionError|TopologyAffinityError|SMTAlignmentError|SysctlForbidden|AppArmor|PodOS\S+|Pod\w*NotSupported|PodFeatureUnsupported|VolumeAttachmentLimitExceeded)$/;
/** Rejected pods stay as they are for long after the next one started. */
const RECENT_MS = 15 * 60_000;

export const nodeRejectsPod = defineRule({
  code: "node-rejects-pod",
  family: "scheduling",
  role: "cause",
  severity: "critical",
  specificity: 7,
  meaning: "A kubelet rejects pods that the scheduler, or nodeName, assigned to its node.",
  needs: "Failed pods with a reason of the kubelet's admission, made lately, while pods are missing.",
  remedy:
    "See the reason: too little of a resource, labels that changed, a device plugin that is gone, a sysctl not allowed.",
  disproof: "The node takes the next pod of the same template.",
  *check(situation) {
    for (const workload of situation.workloads) {
      const rejected = rejectedPods(workload, situation.now);
      const [pod] = rejected;
      if (!pod) continue;
      const { reason = "", message = "" } = pod.status ?? {};
      const { ref, pods } = workload;
      yield {
        object: ref,
        title: `node ${pod.spec?.nodeName ?? "?"} rejects pods of ${ref.name}: ${message || reason}`,
        confidence: "high",
        since: rejected.at(-1)?.metadata.creationTimestamp ?? null,
        severity: pods.some(isReady) ? "warning" : "critical",
        evidence: [cite.object(refOf(pod), `${rejected.length} pods were rejected: ${reason}: ${message}`)],
        next: [look("See the node", `kubectl describe node ${pod.spec?.nodeName ?? ""}`)],
      };
    }
  },
});

/** The newest first. */
function rejectedPods({ pods, allPods, desired = 1 }: WorkloadView, now: number) {
  if (pods.filter(isReady).length >= desired) return [];
  const made = (pod: (typeof allPods)[number]) => timeOf(pod.metadata.creationTimestamp) ?? 0;
  return allPods
    .filter(
      (pod) => REJECTED.test(pod.status?.reason ?? "") && pod.status?.phase === "Failed" && now - made(pod) < RECENT_MS,
    )
    .sort((a, b) => made(b) - made(a));
}
