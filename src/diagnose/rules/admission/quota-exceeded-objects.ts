import { quotaRule } from "./quota-rule.ts";

export const quotaExceededObjects = quotaRule({
  code: "quota-exceeded-objects",
  resource: "objects",
  meaning: "The namespace has as many objects of a kind, or as much of another resource, as its quota allows.",
  remedy: "Raise the quota, or delete what nobody uses.",
});
