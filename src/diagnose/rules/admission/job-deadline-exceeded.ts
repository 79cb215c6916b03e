import { defineRule } from "../../rule.ts";
import { failedJobDraft, failedJobs } from "./failed-jobs.ts";

export const jobDeadlineExceeded = defineRule({
  code: "job-deadline-exceeded",
  family: "admission",
  role: "cause",
  dependent: true,
  severity: "warning",
  specificity: 5,
  meaning: "A Job was stopped because it ran longer than its activeDeadlineSeconds.",
  needs: "Condition Failed of a Job with reason DeadlineExceeded in the last day, with no later success.",
  remedy: "See what it waited for or what made it slow; raise the deadline if the work has grown.",
  disproof: "A later run of the same job finished within the deadline.",
  check: (situation) =>
    failedJobs(situation)
      .filter(({ condition }) => condition.reason === "DeadlineExceeded")
      .map((failed) => {
        const limit = failed.job.spec?.activeDeadlineSeconds;
        return failedJobDraft(
          failed,
          `job ${failed.job.metadata.name} was stopped at its deadline${limit === undefined ? "" : ` of ${limit} s`}`,
        );
      }),
});
