import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { evictedPods, since } from "./evicted.ts";

const SHORTAGE = /low on resource: ([\w-]+)|had condition: \[(\w+)\]/;

export const evictedNodePressure = defineRule({
  code: "evicted-node-pressure",
  family: "runtime",
  role: "cause",
  dependent: true,
  severity: "warning",
  specificity: 6,
  alerts: ["KubeNodeEviction"],
  meaning: "The kubelet evicts pods because its node runs out of memory, disk or process ids.",
  needs: "A pod evicted with a message that names the node's shortage.",
  remedy: "Find what uses the node up; give pods requests that match their use.",
  disproof: "The message names a limit of the pod itself.",
  *check(situation) {
    for (const { workload, pods } of evictedPods(situation)) {
      const [first] = pods.filter(({ status }) => SHORTAGE.test(status?.message ?? ""));
      if (!first) continue;
      const [, resource, condition] = SHORTAGE.exec(first.status?.message ?? "") ?? [];
      const node = first.spec?.nodeName;
      yield {
        object: workload.ref,
        title: `pods of ${workload.ref.name} are evicted: ${node ? `node ${node}` : "the node"} is short of ${resource ?? condition}`,
        confidence: "high",
        since: since(first),
        severity: workload.pods.length > 0 ? "warning" : "critical",
        evidence: [cite.object(refOf(first), `${pods.length} pods evicted: ${first.status?.message ?? ""}`)],
        next: node ? [look("See what the node holds", `kubectl describe node ${node}`)] : [],
      };
    }
  },
});
