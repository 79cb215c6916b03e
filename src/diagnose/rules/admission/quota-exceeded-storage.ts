import { quotaRule } from "./quota-rule.ts";

export const quotaExceededStorage = quotaRule({
  code: "quota-exceeded-storage",
  resource: "storage",
  meaning: "The namespace's quota leaves no storage, or no further claim.",
  remedy: "Raise the quota, ask for less, or delete claims that nobody uses.",
});
