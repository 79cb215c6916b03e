import { defineRule, look } from "../../rule.ts";
import { leaseEvidence, staleLeader } from "../../situation/lease.ts";
import { componentRef } from "./component.ts";
import { unobserved, withoutReplicaSet } from "./unobserved.ts";

export const controllerManagerNotWorking = defineRule({
  code: "controller-manager-not-working",
  family: "control-plane",
  role: "cause",
  dependent: true,
  severity: "critical",
  specificity: 9,
  alerts: ["KubeControllerManagerDown"],
  meaning: "The controllers do nothing: changes to workloads are stored and have no effect.",
  needs: "Its lease that is not renewed, and workloads whose last change it has not seen.",
  remedy: "Look at the controller manager's pod and log on the control-plane node; start it again.",
  disproof: "Workloads that were changed later have new pods.",
  *check(situation) {
    const lease = staleLeader(situation, "kube-controller-manager");
    const neglected = [...unobserved(situation), ...withoutReplicaSet(situation)];
    const [first] = neglected;
    const seen = lease ? leaseEvidence(lease) : first?.evidence;
    // Without the lease's word one late workload may be its controller's load.
    if (!seen || !first || (!lease && neglected.length < 2)) return;
    const component = lease ? componentRef(situation, "kube-controller-manager", lease.object) : first.object;
    yield {
      object: component,
      title: `the controller manager is not working: ${neglected.length} changed workloads wait for it`,
      confidence: lease ? "high" : "medium",
      since: lease?.renewed ?? null,
      affects: neglected.map(({ object }) => object),
      evidence: [seen, ...neglected.slice(0, 5).map(({ evidence }) => evidence)],
      next: [
        look(
          "See the controller manager",
          "kubectl -n kube-system get pods -l component=kube-controller-manager -o wide",
        ),
      ],
    };
  },
});
