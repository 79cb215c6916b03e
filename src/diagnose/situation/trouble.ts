import { once } from "../../core/once.ts";
import { type ContainerView, containersOf, notReadySince } from "./pod.ts";
import type { Situation } from "./situation.ts";
import type { WorkloadView } from "./workload.ts";

/** A container that does not get to run, and every text that says why. */
export interface Waiting {
  workload: WorkloadView;
  container: ContainerView;
  pods: number;
  reason: string;
  /** The kubelet's message first, then its events about the pod: older kubelets put the reason only there. */
  texts: readonly string[];
  since: string | null;
}

/** For every workload the containers that wait for something, one of each name and reason, with how many pods are alike. */
export const waitingContainers = once(findWaiting);

function findWaiting(situation: Situation): Waiting[] {
  return situation.workloads.flatMap((workload) => {
    const waiting = workload.pods.flatMap(containersOf).filter(({ status }) => status?.state?.waiting?.reason);
    const byName = Map.groupBy(waiting, ({ spec, status }) => `${spec.name} ${status?.state?.waiting?.reason}`);
    return [...byName.values()].flatMap((alike) => {
      const container = alike.find(({ status }) => status?.state?.waiting?.message) ?? alike[0];
      return container ? [describe(situation, workload, container, alike.length)] : [];
    });
  });
}

function describe(situation: Situation, workload: WorkloadView, container: ContainerView, pods: number): Waiting {
  const { reason = "", message = "" } = container.status?.state?.waiting ?? {};
  const { namespace = "", name } = container.pod.metadata;
  const events = situation.events
    .of({ kind: "Pod", namespace, name })
    .filter(({ type, reason }) => type === "Warning" || reason === "BackOff");
  return {
    workload,
    container,
    pods,
    reason,
    texts: [message, ...events.map((event) => event.message)].filter(Boolean),
    since: notReadySince(container.pod),
  };
}
