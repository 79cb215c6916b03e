import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";

const RECENT_MS = 24 * 3_600_000;

export const jobFailed = defineRule({
  code: "job-failed",
  family: "admission",
  role: "symptom",
  severity: "warning",
  specificity: 3,
  meaning: "A Job gave up: it failed too often or ran too long.",
  needs: "Condition Failed of a Job in the last day, with no later success of the same CronJob.",
  remedy: "Read the log of its last pod, mend, and run it again.",
  disproof: "A later run of the same job succeeded.",
  *check(situation) {
    for (const job of situation.all("Job")) {
      const failed = job.status?.conditions?.find(({ type, status }) => type === "Failed" && status === "True");
      const at = Date.parse(failed?.lastTransitionTime ?? "");
      if (!failed || situation.now - at > RECENT_MS) continue;
      const owner = job.metadata.ownerReferences?.[0];
      const siblings = situation
        .all("Job", job.metadata.namespace)
        .filter(({ metadata }) => owner && metadata.ownerReferences?.[0]?.name === owner.name);
      if (siblings.some(({ status }) => Date.parse(status?.completionTime ?? "") > at)) continue;
      const namespace = job.metadata.namespace ?? "";
      const ref = owner
        ? { apiVersion: owner.apiVersion ?? "batch/v1", kind: owner.kind, namespace, name: owner.name }
        : { apiVersion: "batch/v1", kind: "Job", namespace, name: job.metadata.name };
      yield {
        object: ref,
        title: `job ${job.metadata.name} failed: ${failed.reason ?? "no reason given"}`,
        confidence: "high",
        since: failed.lastTransitionTime ?? null,
        evidence: [
          cite.object(
            ref,
            `job ${job.metadata.name}: ${failed.reason ?? ""} ${failed.message ?? ""}`,
            {},
            failed.lastTransitionTime ?? null,
          ),
        ],
        next: [look("Read its log", `kubectl -n ${namespace} logs job/${job.metadata.name}`)],
      };
    }
  },
});
