import { defineRule } from "../../rule.ts";
import { refusalDrafts } from "./refusal.ts";

export const quotaRequiresResources = defineRule({
  code: "quota-requires-resources",
  family: "admission",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "A quota on CPU or memory makes requests or limits mandatory, and the pods have none.",
  needs: "Condition ReplicaFailure or a FailedCreate event, while pods are missing.",
  remedy: "Set requests and limits, or give the namespace a LimitRange with defaults.",
  disproof: "The pods specify what the quota names.",
  check: (situation) =>
    refusalDrafts(situation, /failed quota: ([\w.-]+): must specify (.+)/, ({ workload }, [, quota, what]) => ({
      title: `quota ${quota} wants every container of ${workload.ref.name} to specify ${what}`,
    })),
});
