import type { EventView } from "../../situation/events.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";

/** A workload that was scaled down to what it is now. */
export interface Scaling {
  event: EventView;
  from: number | undefined;
  to: number;
}

/** `Scaled down replica set X from 3 to 1`; until v1.31 the two numbers stood the other way round, until v1.26 there was one. */
const SCALED = /^Scaled down replica set (\S+) (?:from (\d+) to (\d+)|to (\d+)(?: from (\d+))?)/;
/** What the StatefulSet controller says of a pod that it takes away, also in an update: then the pod comes back. */
const DELETED = /^delete Pod \S+-(\d+) in StatefulSet \S+ successful/;

export function scalingOf(situation: Situation, workload: WorkloadView): Scaling | undefined {
  return workload.ref.kind === "StatefulSet" ? ofStatefulSet(situation, workload) : ofDeployment(situation, workload);
}

function ofDeployment(situation: Situation, workload: WorkloadView): Scaling | undefined {
  const { desired = 0, pods } = workload;
  const current = new Set(pods.flatMap(({ metadata }) => metadata.ownerReferences?.map(({ name }) => name) ?? []));
  for (const event of situation.eventsOf(workload)) {
    const found = event.reason === "ScalingReplicaSet" ? SCALED.exec(event.message) : null;
    const [, set = "", from = found?.[5], to = found?.[4]] = found ?? [];
    if (!found || !current.has(set) || !(Number(to) > 0) || Number(to) < desired) continue;
    return { event, from: from === undefined ? undefined : Number(from), to: Number(to) };
  }
  return undefined;
}

/** Pods are taken away from the highest number down: those above what there should be now were scaled away. */
function ofStatefulSet(situation: Situation, workload: WorkloadView): Scaling | undefined {
  const { desired: to } = workload;
  if (!to) return undefined;
  const gone = situation.eventsOf(workload).flatMap((event) => {
    const number = event.reason === "SuccessfulDelete" ? DELETED.exec(event.message)?.[1] : undefined;
    return number !== undefined && Number(number) >= to ? [{ event, number: Number(number) }] : [];
  });
  const [first] = gone.toSorted((a, b) => a.event.at - b.event.at);
  return first && { event: first.event, from: Math.max(...gone.map(({ number }) => number)) + 1, to };
}
