import { defineRule } from "../../rule.ts";
import { cronJobDrafts } from "./cron-job-events.ts";
import { silentlyOverdue } from "./silently-overdue.ts";

export const cronJobScheduleMissed = defineRule({
  code: "cron-job-schedule-missed",
  family: "admission",
  role: "cause",
  dependent: true,
  severity: "warning",
  specificity: 6,
  meaning: "A CronJob did not start in time: its controller was away, or startingDeadlineSeconds is too short.",
  needs:
    "Event MissSchedule or TooManyMissedTimes, and no run since; or a plain schedule that has passed three times without a Job and without a word.",
  remedy: "Start the Job by hand if its work is needed now; lengthen startingDeadlineSeconds.",
  disproof: "A run began at the scheduled time.",
  check: (situation) => [
    ...cronJobDrafts(
      situation,
      /^(?:MissSchedule|TooManyMissedTimes)$/,
      (name, { message }) => `CronJob ${name} missed its schedule: ${message}`,
    ),
    ...silentlyOverdue(situation),
  ],
});
