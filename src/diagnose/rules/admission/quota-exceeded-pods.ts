import { quotaRule } from "./quota-rule.ts";

export const quotaExceededPods = quotaRule({
  code: "quota-exceeded-pods",
  resource: "pods",
  meaning: "The namespace has as many pods as its quota allows.",
  remedy: "Raise the quota, or run fewer pods; finished pods do not count.",
});
