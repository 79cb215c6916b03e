import { quotaRule } from "./quota-rule.ts";

export const quotaExceededMemory = quotaRule({
  code: "quota-exceeded-memory",
  resource: "memory",
  meaning: "The namespace's quota leaves no memory for the pods.",
  remedy: "Raise the quota, lower memory requests or limits, or scale something else down.",
});
