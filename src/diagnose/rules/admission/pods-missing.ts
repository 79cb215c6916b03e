import { shortName } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { isReady } from "../../situation/pod.ts";
import { arePodsDue } from "./pods-due.ts";

export const podsMissing = defineRule({
  code: "pods-missing",
  family: "admission",
  role: "symptom",
  severity: "critical",
  specificity: 2,
  alerts: ["KubeDeploymentReplicasMismatch", "KubeStatefulSetReplicasMismatch"],
  meaning: "There are fewer pods than the workload wants.",
  needs: "A workload with fewer living pods than wanted, and nothing that moved within the last minute.",
  remedy: "See why none is created: quota, admission, the controller itself.",
  disproof: "The pods exist under another owner.",
  *check(situation) {
    if (!situation.lists("Pod")) return;
    for (const workload of situation.workloads) {
      const { ref, object, pods, desired = 0 } = workload;
      if (!object || ref.kind === "Job" || pods.length >= desired || !arePodsDue(situation, workload)) continue;
      yield {
        object: ref,
        title: `${ref.name} has ${pods.length} of ${desired} pods`,
        confidence: "high",
        severity: pods.some(isReady) ? "warning" : "critical",
        evidence: [cite.object(ref, `${ref.name} wants ${desired} pods and has ${pods.length}`)],
        next: [look("See what its controller says", `kubectl -n ${ref.namespace} describe ${shortName(ref)}`)],
      };
    }
  },
});
