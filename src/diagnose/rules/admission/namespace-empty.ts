import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";

/** Without these lists nothing can be said. */
const LISTED = ["Pod", "Service", "Deployment"] as const;
/** What a namespace has that serves or does something. */
const LIVING = ["Pod", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob", "Service"] as const;

export const namespaceEmpty = defineRule({
  code: "namespace-empty",
  family: "admission",
  role: "symptom",
  severity: "warning",
  tier: "noticed",
  specificity: 2,
  meaning: "The namespace that is asked about has no workload and no Service: nothing in it can be healthy.",
  needs: "The namespace, and lists of workloads and Services that hold none of its own.",
  remedy:
    "See whether it is the right cluster and namespace, and why what should run in it was not deployed or was deleted.",
  disproof: "What is asked about runs in another namespace or cluster.",
  *check(situation) {
    for (const namespace of situation.all("Namespace")) {
      const { name } = namespace.metadata;
      if (namespace.metadata.deletionTimestamp || !LISTED.every((kind) => situation.lists(kind, name))) continue;
      if (LIVING.some((kind) => situation.all(kind, name).length > 0)) continue;
      const object = refOf(namespace);
      yield {
        object,
        title: `namespace ${name} has no workload and no Service`,
        confidence: "high",
        onlyWhenAsked: true,
        since: namespace.metadata.creationTimestamp ?? null,
        evidence: [cite.object(object, `nothing runs in namespace ${name}: no pod, no workload, no Service`)],
        next: [
          look("See what it has", `kubectl -n ${name} get all,configmaps,secrets`),
          look("See what happened in it", `kubectl -n ${name} events`),
        ],
      };
    }
  },
});
