import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { placeOf } from "../../situation/pod.ts";
import { brokenNodes, systemWorkloads, workloadsOn } from "./component.ts";

export const kubeProxyDown = defineRule({
  code: "kube-proxy-down",
  family: "control-plane",
  role: "cause",
  dependent: true,
  outage: true,
  severity: "critical",
  specificity: 7,
  alerts: ["KubeProxyDown"],
  meaning: "kube-proxy does not run on a node: pods there reach Services at old addresses or not at all.",
  needs: "A kube-proxy pod that is not ready.",
  remedy: "See why its pod does not run; restart it on that node.",
  disproof: "A Service's address answers from that node.",
  *check(situation) {
    for (const proxy of systemWorkloads(situation, /^kube-proxy$/)) {
      const { pods, nodes } = brokenNodes(proxy);
      const [pod] = pods;
      if (!pod) continue;
      yield {
        object: proxy.ref,
        title: `kube-proxy does not run on ${nodes.slice(0, 3).join(", ") || "a node"}${nodes.length > 3 ? ` and ${nodes.length - 3} more` : ""}: Services are not reached from there`,
        confidence: "high",
        since: pod.status?.conditions?.find(({ type }) => type === "Ready")?.lastTransitionTime ?? null,
        affects: workloadsOn(situation, nodes),
        evidence: [cite.object(refOf(pod), `kube-proxy pod ${pod.metadata.name} on ${placeOf(pod)} is not ready`)],
        next: [look("See its pods", "kubectl -n kube-system get pods -l k8s-app=kube-proxy -o wide")],
      };
    }
  },
});
