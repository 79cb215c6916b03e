import { change, defineRule, look } from "../../rule.ts";
import { refusalDrafts } from "./refusal.ts";

export const quotaExceeded = defineRule({
  code: "quota-exceeded",
  family: "admission",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The namespace's quota leaves no room for the pods.",
  needs: "Condition ReplicaFailure or a FailedCreate event, while pods are missing.",
  remedy: "Raise the quota, lower the requests, or scale something else down.",
  disproof: "The quota has room for one more pod.",
  check: (situation) =>
    refusalDrafts(
      situation,
      /exceeded quota: ([\w.-]+), requested: (.+?), used: (.+?), limited: (.+?)(?:$|[;)])/,
      ({ workload, missing }, [, quota = "", requested, used, limited]) => ({
        object: { apiVersion: "v1", kind: "ResourceQuota", namespace: workload.ref.namespace, name: quota },
        title: `quota ${quota} refuses ${missing} pods of ${workload.ref.name}: requested ${requested}, used ${used}, limited to ${limited}`,
        next: [
          look("See what uses the quota", `kubectl -n ${workload.ref.namespace} describe quota ${quota}`),
          change("Raise the quota, or lower requests or replicas"),
        ],
      }),
    ),
});
