import { refusalRule } from "./refusal-rule.ts";

export const podCreationRefused = refusalRule({
  code: "pod-creation-refused",
  kind: "other",
  specificity: 5,
  meaning: "The API server refuses the pods, for a reason that no other finding covers.",
  remedy: "Read the message; it is the API server's own.",
  disproof: "The controller creates pods again.",
  say: ({ workload, message }) => ({ title: `pods of ${workload.ref.name} cannot be created: ${message}` }),
});
