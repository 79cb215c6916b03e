import { quotaRule } from "./quota-rule.ts";

export const quotaExceededCpu = quotaRule({
  code: "quota-exceeded-cpu",
  resource: "cpu",
  meaning: "The namespace's quota leaves no CPU for the pods.",
  remedy: "Raise the quota, lower CPU requests or limits, or scale something else down.",
});
