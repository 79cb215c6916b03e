import type { Rule } from "../../rule.ts";
import { admissionWebhookDenied } from "./admission-webhook-denied.ts";
import { admissionWebhookUnavailable } from "./admission-webhook-unavailable.ts";
import { jobFailed } from "./job-failed.ts";
import { limitRangeViolated } from "./limit-range-violated.ts";
import { podInvalid } from "./pod-invalid.ts";
import { podSecurityViolated } from "./pod-security-violated.ts";
import { podsMissing } from "./pods-missing.ts";
import { priorityClassMissing } from "./priority-class-missing.ts";
import { quotaExceeded } from "./quota-exceeded.ts";
import { quotaRequiresResources } from "./quota-requires-resources.ts";
import { runtimeClassMissing } from "./runtime-class-missing.ts";
import { serviceAccountMissing } from "./service-account-missing.ts";

export const ADMISSION: readonly Rule[] = [
  admissionWebhookDenied,
  admissionWebhookUnavailable,
  jobFailed,
  limitRangeViolated,
  podInvalid,
  podSecurityViolated,
  podsMissing,
  priorityClassMissing,
  quotaExceeded,
  quotaRequiresResources,
  runtimeClassMissing,
  serviceAccountMissing,
];
