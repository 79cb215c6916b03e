import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { isReady } from "../../situation/pod.ts";

export const nodeNameUnknown = defineRule({
  code: "node-name-unknown",
  family: "scheduling",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning:
    "The template names a node that does not exist, so no scheduler looks for one and no kubelet starts the pod.",
  needs: "A template with nodeName, and the list of nodes.",
  remedy: "Remove nodeName, or correct it.",
  disproof: "A node of that name exists.",
  *check(situation) {
    if (!situation.lists("Node")) return;
    for (const { ref, template, pods } of situation.workloads) {
      const name = template.spec?.nodeName;
      const waiting = pods.filter(({ spec, status }) => spec?.nodeName === name && status?.phase === "Pending");
      const [pod] = waiting;
      if (!name || !pod || situation.find("Node", "", name)) continue;
      const nodes = situation.all("Node").map(({ metadata }) => metadata.name);
      yield {
        object: ref,
        title: `${ref.name} asks for node ${name}, which does not exist`,
        confidence: "high",
        since: pod.metadata.creationTimestamp ?? null,
        severity: pods.some(isReady) ? "warning" : "critical",
        evidence: [
          cite.object(refOf(pod), `${waiting.length} pods are Pending on node ${name}`),
          cite.absence(
            { apiVersion: "v1", kind: "Node", namespace: "", name },
            refOf(pod),
            `no node is called ${name}; the nodes are ${nodes.slice(0, 6).join(", ")}`,
          ),
        ],
        next: [look("See the nodes", "kubectl get nodes")],
      };
    }
  },
});
