import { defineRule } from "../../rule.ts";
import { refusalDrafts } from "./refusal.ts";

export const limitRangeViolated = defineRule({
  code: "limit-range-violated",
  family: "admission",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "Requests or limits are outside what the LimitRange allows.",
  needs: "Condition ReplicaFailure or a FailedCreate event, while pods are missing.",
  remedy: "Bring requests and limits into the range, or change the range.",
  disproof: "The LimitRange allows these values.",
  check: (situation) =>
    refusalDrafts(
      situation,
      /((?:maximum|minimum) [\w./-]+ usage per \w+ is [^,]+, but .+?|max limit to request ratio .+?)(?:$|[\]])/,
      ({ workload }, [, what]) => ({ title: `${workload.ref.name} breaks the limit range of its namespace: ${what}` }),
    ),
});
