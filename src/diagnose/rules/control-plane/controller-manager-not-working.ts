import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { leaseEvidence, staleLeader } from "../../situation/lease.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";
import { componentRef } from "./component.ts";
import type { Neglected } from "./neglected.ts";

/** Controllers see a change at once; under load within seconds. */
const SILENCE_MS = 60_000;

export const controllerManagerNotWorking = defineRule({
  code: "controller-manager-not-working",
  family: "control-plane",
  role: "cause",
  dependent: true,
  severity: "critical",
  specificity: 9,
  meaning: "The controllers do nothing: changes to workloads are stored and nothing comes of them.",
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
      title: `the controller manager does not work: ${neglected.length} changed workloads wait for it`,
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

function unobserved(situation: Situation): Neglected[] {
  return (["Deployment", "StatefulSet", "DaemonSet"] as const)
    .flatMap((kind) => situation.all(kind))
    .flatMap((workload): Neglected[] => {
      const { generation } = workload.metadata;
      const observed = workload.status?.observedGeneration;
      const object = refOf(workload);
      if (generation === undefined || observed === undefined || generation <= observed) return [];
      return [
        {
          object,
          evidence: cite.object(object, `${object.name} has generation ${generation}, its controller saw ${observed}`),
        },
      ];
    });
}

function withoutReplicaSet(situation: Situation): Neglected[] {
  if (!situation.lists("ReplicaSet")) return [];
  const owners = new Set(
    situation
      .all("ReplicaSet")
      .flatMap(({ metadata }) => metadata.ownerReferences?.map(({ name }) => `${metadata.namespace}/${name}`) ?? []),
  );
  return situation.all("Deployment").flatMap(({ metadata, status, ...rest }): Neglected[] => {
    const old = situation.now - Date.parse(metadata.creationTimestamp ?? "") > SILENCE_MS;
    const object = refOf({ metadata, ...rest });
    if (!old || status?.observedGeneration !== undefined || owners.has(`${metadata.namespace}/${metadata.name}`))
      return [];
    return [
      {
        object,
        evidence: cite.object(object, `${object.name} was made ${metadata.creationTimestamp} and has no ReplicaSet`),
      },
    ];
  });
}
