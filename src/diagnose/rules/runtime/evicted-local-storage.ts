import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { evictedPods, since } from "./evicted.ts";

export const evictedLocalStorage = defineRule({
  code: "evicted-local-storage",
  family: "runtime",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning:
    "The kubelet evicts pods because they write more to local storage (logs, emptyDir, writable layer) than they may.",
  needs: "A pod evicted for its own limit of ephemeral storage or of an emptyDir.",
  remedy: "Raise the limit, or write less: rotate logs, clean the emptyDir, use a volume.",
  disproof: "The message names a shortage of the node instead.",
  *check(situation) {
    for (const { workload, pods } of evictedPods(situation)) {
      const own = pods.filter(({ status }) =>
        /exceeds the (?:total )?limit|exceeded its local ephemeral storage/.test(status?.message ?? ""),
      );
      const [first] = own;
      if (!first) continue;
      const { namespace, name } = workload.ref;
      yield {
        object: workload.ref,
        title: `${name} writes more to local storage than its limit allows`,
        confidence: "high",
        since: since(first),
        severity: workload.pods.length > 0 ? "warning" : "critical",
        evidence: [cite.object(refOf(first), `${own.length} pods evicted: ${first.status?.message ?? ""}`)],
        next: [look("See the limits and volumes", `kubectl -n ${namespace} get pod ${first.metadata.name} -o yaml`)],
      };
    }
  },
});
