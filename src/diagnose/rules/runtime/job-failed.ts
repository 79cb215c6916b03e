import { timeOf } from "../../../core/time.ts";
import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";

/** A Job that failed yesterday is history. */
const RECENT_MS = 24 * 3_600_000;

export const jobFailed = defineRule({
  code: "job-failed",
  family: "runtime",
  role: "symptom",
  severity: "warning",
  specificity: 2,
  meaning: "A Job has given up.",
  needs: "The condition Failed of the Job, with its reason.",
  remedy: "Read the log of its last pod.",
  disproof: "A later Job of the same CronJob succeeded.",
  *check(situation) {
    for (const job of situation.all("Job")) {
      const failed = job.status?.conditions?.find(({ type, status }) => type === "Failed" && status === "True");
      if (!failed || situation.now - (timeOf(failed.lastTransitionTime) ?? situation.now) > RECENT_MS) continue;
      const owner = job.metadata.ownerReferences?.find(({ kind }) => kind === "CronJob");
      const siblings = situation
        .all("Job", job.metadata.namespace ?? "")
        .filter(
          (other) =>
            owner &&
            other.metadata.ownerReferences?.some(({ name, kind }) => kind === "CronJob" && name === owner.name),
        );
      if (
        siblings.some(
          (other) =>
            other.status?.succeeded &&
            (other.metadata.creationTimestamp ?? "") > (job.metadata.creationTimestamp ?? ""),
        )
      )
        continue;
      const namespace = job.metadata.namespace ?? "";
      const ref = { apiVersion: "batch/v1", kind: "Job", namespace, name: job.metadata.name };
      yield {
        object: owner ? { ...ref, kind: "CronJob", name: owner.name } : ref,
        title: `job ${job.metadata.name} failed${failed.reason ? ` (${failed.reason})` : ""}`,
        confidence: "high",
        since: failed.lastTransitionTime ?? null,
        evidence: [
          cite.object(
            ref,
            `Failed ${failed.reason ?? ""}: ${failed.message ?? ""}`,
            {},
            failed.lastTransitionTime ?? null,
          ),
        ],
        next: [look("Read the log of its pods", `kubectl -n ${namespace} logs job/${job.metadata.name} --tail=100`)],
      };
    }
  },
});
