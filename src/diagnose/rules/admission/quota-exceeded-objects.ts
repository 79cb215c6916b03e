import { quotaRule } from "./quota-rule.ts";

export const quotaExceededObjects = quotaRule({
  code: "quota-exceeded-objects",
  resource: "objects",
  meaning: "The namespace has no quota left for another object of a kind, or for another resource.",
  remedy: "Raise the quota, or delete what nobody uses.",
});
