import { cite } from "../../cite.ts";
import { change, defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { isFinished } from "../../situation/pod.ts";

export const nodeGone = defineRule({
  code: "node-gone",
  family: "node",
  role: "cause",
  severity: "critical",
  specificity: 9,
  alerts: ["KubeNodeUnreachable"],
  meaning: "Pods are bound to a node that no longer exists: nothing runs them, and nothing says so.",
  needs: "Pods whose nodeName is none of the nodes that were listed.",
  remedy: "Delete the pods, by force if need be, so that they are made again elsewhere.",
  disproof: "The node exists and was not listed.",
  *check(situation) {
    if (!situation.lists("Node")) return;
    const known = new Set(situation.all("Node").map(({ metadata }) => metadata.name));
    const lost = situation
      .all("Pod")
      .filter((pod) => pod.spec?.nodeName && !known.has(pod.spec.nodeName) && !isFinished(pod));
    for (const [node = "", pods] of Map.groupBy(lost, ({ spec }) => spec?.nodeName)) {
      const [pod] = pods;
      if (!pod) continue;
      yield {
        object: { apiVersion: "v1", kind: "Node", namespace: "", name: node },
        title: `node ${node} no longer exists, and ${pods.length} pods are still bound to it`,
        confidence: "high",
        since: null,
        evidence: [
          cite.object(refOf(pod), `pod ${pod.metadata.name} is bound to node ${node}, which is not in the cluster`),
        ],
        next: [
          look("Make sure that the node is gone for good", "kubectl get nodes"),
          ...pods
            .slice(0, 3)
            .map(({ metadata }) =>
              change(
                `Delete ${metadata.name}, so that it is recreated`,
                `kubectl -n ${metadata.namespace} delete pod ${metadata.name} --force --grace-period=0`,
              ),
            ),
        ],
      };
    }
  },
});
