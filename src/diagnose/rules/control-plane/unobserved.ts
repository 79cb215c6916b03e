import { cite } from "../../cite.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";
import type { Neglected } from "./neglected.ts";

/** Controllers see a change at once; under load within seconds. */
const SILENCE_MS = 60_000;

/** Workloads whose last change their controller has not seen. */
export function unobserved(situation: Situation): Neglected[] {
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

/** Deployments that are not new and for which no ReplicaSet was ever made. */
export function withoutReplicaSet(situation: Situation): Neglected[] {
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
        evidence: cite.object(object, `${object.name} was created ${metadata.creationTimestamp} and has no ReplicaSet`),
      },
    ];
  });
}
