import type { Rule } from "../../rule.ts";
import { admissionWebhookDenied } from "./admission-webhook-denied.ts";
import { admissionWebhookUnavailable } from "./admission-webhook-unavailable.ts";
import { cronJobBlocked } from "./cron-job-blocked.ts";
import { cronJobScheduleInvalid } from "./cron-job-schedule-invalid.ts";
import { cronJobScheduleMissed } from "./cron-job-schedule-missed.ts";
import { cronJobSuspended } from "./cron-job-suspended.ts";
import { jobDeadlineExceeded } from "./job-deadline-exceeded.ts";
import { jobFailed } from "./job-failed.ts";
import { limitRangeViolated } from "./limit-range-violated.ts";
import { namespaceTerminating } from "./namespace-terminating.ts";
import { podCreationForbidden } from "./pod-creation-forbidden.ts";
import { podCreationRefused } from "./pod-creation-refused.ts";
import { podCreationTimeout } from "./pod-creation-timeout.ts";
import { podInvalid } from "./pod-invalid.ts";
import { podSecurityViolated } from "./pod-security-violated.ts";
import { podsMissing } from "./pods-missing.ts";
import { priorityClassMissing } from "./priority-class-missing.ts";
import { quotaExceededCpu } from "./quota-exceeded-cpu.ts";
import { quotaExceededMemory } from "./quota-exceeded-memory.ts";
import { quotaExceededObjects } from "./quota-exceeded-objects.ts";
import { quotaExceededPods } from "./quota-exceeded-pods.ts";
import { quotaExceededStorage } from "./quota-exceeded-storage.ts";
import { quotaRequiresResources } from "./quota-requires-resources.ts";
import { quotaStatusUnknown } from "./quota-status-unknown.ts";
import { rolloutStuck } from "./rollout-stuck.ts";
import { runtimeClassMissing } from "./runtime-class-missing.ts";
import { serviceAccountMissing } from "./service-account-missing.ts";

export const ADMISSION: readonly Rule[] = [
  admissionWebhookDenied,
  admissionWebhookUnavailable,
  cronJobBlocked,
  cronJobScheduleInvalid,
  cronJobScheduleMissed,
  cronJobSuspended,
  jobDeadlineExceeded,
  jobFailed,
  limitRangeViolated,
  namespaceTerminating,
  podCreationForbidden,
  podCreationRefused,
  podCreationTimeout,
  podInvalid,
  podSecurityViolated,
  podsMissing,
  priorityClassMissing,
  quotaExceededCpu,
  quotaExceededMemory,
  quotaExceededObjects,
  quotaExceededPods,
  quotaExceededStorage,
  quotaRequiresResources,
  quotaStatusUnknown,
  rolloutStuck,
  runtimeClassMissing,
  serviceAccountMissing,
];
