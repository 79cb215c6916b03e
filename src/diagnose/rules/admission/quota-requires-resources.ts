import { refusalRule } from "./refusal-rule.ts";

export const quotaRequiresResources = refusalRule({
  code: "quota-requires-resources",
  kind: "quota-unset",
  meaning: "A quota on CPU or memory makes requests or limits mandatory, and the pods have none.",
  remedy: "Set requests and limits, or give the namespace a LimitRange with defaults.",
  disproof: "The pods specify what the quota names.",
  say: ({ workload, named }) => ({
    title: `${workload.ref.name} lacks what quota ${named.quota} requires: ${named.what}`,
  }),
});
