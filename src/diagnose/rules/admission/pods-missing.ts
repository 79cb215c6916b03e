import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";

/** A controller makes pods within seconds; a rollout that scales up is given this long. */
const GRACE_MS = 60_000;

export const podsMissing = defineRule({
  code: "pods-missing",
  family: "admission",
  role: "symptom",
  severity: "critical",
  specificity: 2,
  meaning: "There are fewer pods than the workload wants.",
  needs: "A workload with fewer living pods than wanted, a minute after it last changed.",
  remedy: "See why none is created: quota, admission, the controller itself.",
  disproof: "The pods exist under another owner.",
  *check(situation) {
    if (!situation.lists("Pod")) return;
    for (const { ref, object, pods, desired = 0 } of situation.workloads) {
      if (!object || ref.kind === "Job" || ref.kind === "CronJob" || pods.length >= desired) continue;
      if (situation.now - Date.parse(object.metadata.creationTimestamp ?? "") < GRACE_MS) continue;
      yield {
        object: ref,
        title: `${ref.name} has ${pods.length} of ${desired} pods`,
        confidence: "high",
        severity: pods.length > 0 ? "warning" : "critical",
        evidence: [cite.object(ref, `${ref.name} wants ${desired} pods and has ${pods.length}`)],
        next: [
          look(
            "See what its controller says",
            `kubectl -n ${ref.namespace} describe ${ref.kind.toLowerCase()} ${ref.name}`,
          ),
        ],
      };
    }
  },
});
