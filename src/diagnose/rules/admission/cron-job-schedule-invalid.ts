import { defineRule } from "../../rule.ts";
import { cronJobDrafts } from "./cron-job-events.ts";

export const cronJobScheduleInvalid = defineRule({
  code: "cron-job-schedule-invalid",
  family: "admission",
  role: "cause",
  severity: "warning",
  specificity: 8,
  meaning: "The schedule or time zone of a CronJob cannot be read, so it never runs.",
  needs: "Event UnparseableSchedule, InvalidSchedule or UnknownTimeZone of the CronJob.",
  remedy: "Correct schedule or timeZone.",
  disproof: "The CronJob starts Jobs.",
  check: (situation) =>
    cronJobDrafts(
      situation,
      /^(?:UnparseableSchedule|InvalidSchedule|UnknownTimeZone)$/,
      (name, { message }) => `CronJob ${name} never runs: ${message}`,
    ),
});
