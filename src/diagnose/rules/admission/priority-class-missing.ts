import { defineRule } from "../../rule.ts";
import { refusalDrafts } from "./refusal.ts";

export const priorityClassMissing = defineRule({
  code: "priority-class-missing",
  family: "admission",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The priority class that the pods name does not exist.",
  needs: "Condition ReplicaFailure or a FailedCreate event, while pods are missing.",
  remedy: "Create it, or correct priorityClassName.",
  disproof: "The class exists.",
  check: (situation) =>
    refusalDrafts(situation, /no PriorityClass with name ([\w.-]+) was found/, ({ workload }, [, name]) => ({
      title: `${workload.ref.name} wants priority class ${name}, which does not exist`,
    })),
});
