import { defineRule } from "../../rule.ts";
import { refusalDrafts } from "./refusal.ts";

export const runtimeClassMissing = defineRule({
  code: "runtime-class-missing",
  family: "admission",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The runtime class that the pods name does not exist.",
  needs: "Condition ReplicaFailure or a FailedCreate event, while pods are missing.",
  remedy: "Create it, or correct runtimeClassName.",
  disproof: "The class exists.",
  check: (situation) =>
    refusalDrafts(situation, /RuntimeClass "([\w.-]+)" not found/, ({ workload }, [, name]) => ({
      title: `${workload.ref.name} wants runtime class ${name}, which does not exist`,
    })),
});
