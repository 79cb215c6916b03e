import { defineRule } from "../../rule.ts";
import { failedJobDraft, failedJobs } from "./failed-jobs.ts";

export const jobFailed = defineRule({
  code: "job-failed",
  family: "admission",
  role: "symptom",
  severity: "warning",
  specificity: 3,
  alerts: ["KubeJobFailed"],
  meaning: "A Job gave up because its pods failed.",
  needs: "Condition Failed of a Job in the last day, with no later success of the same CronJob.",
  remedy: "Read the log of its last pod, fix the cause, and run it again.",
  disproof: "A later run of the same job succeeded.",
  check: (situation) =>
    failedJobs(situation)
      .filter(({ condition }) => condition.reason !== "DeadlineExceeded")
      .map((failed) =>
        failedJobDraft(
          failed,
          `job ${failed.job.metadata.name} failed: ${failed.condition.message ?? failed.condition.reason}`,
        ),
      ),
});
