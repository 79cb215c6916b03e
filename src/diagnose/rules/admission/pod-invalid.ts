import { refusalRule } from "./refusal-rule.ts";

export const podInvalid = refusalRule({
  code: "pod-invalid",
  kind: "invalid",
  specificity: 7,
  meaning: "The API server finds the pods that the template describes invalid.",
  remedy: "Correct the field that the message names.",
  disproof: "The template validates.",
  say: ({ workload, named }) => ({ title: `pods of ${workload.ref.name} are not valid: ${named.what}` }),
});
