import type { Pod } from "../../../core/kubernetes/pod.ts";
import type { ObjectRef } from "../../../core/object.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";

const SYSTEM = "kube-system";

/** Pods of a control-plane component; static ones are mirrored into kube-system, managed clusters show none. */
export function componentPods(situation: Situation, name: string): Pod[] {
  return situation
    .all("Pod", SYSTEM)
    .filter(({ metadata }) => metadata.labels?.component === name || metadata.name.startsWith(`${name}-`));
}

/** The thing of a component that a person would look at first: its pod, else its lease. */
export function componentRef(situation: Situation, name: string, lease: ObjectRef): ObjectRef {
  const [pod] = componentPods(situation, name);
  return pod ? situation.ownerOf(pod) : lease;
}

/** The workload in kube-system whose pods carry one of these names as `k8s-app`, `app` or `app.kubernetes.io/name`. */
export function systemWorkloads(situation: Situation, names: RegExp): WorkloadView[] {
  return situation.workloads.filter(({ ref, template }) => {
    const labels = template.metadata?.labels ?? {};
    const called = [ref.name, labels["k8s-app"], labels.app, labels["app.kubernetes.io/name"]];
    return ref.kind === "DaemonSet" && called.some((name) => name !== undefined && names.test(name));
  });
}

/** Workloads with a pod on one of these nodes that has its own network. */
export function workloadsOn(situation: Situation, nodes: readonly string[]): ObjectRef[] {
  const pods = nodes.flatMap((node) => situation.podsOn(node)).filter(({ spec }) => !spec?.hostNetwork);
  return [...new Map(pods.map((pod) => situation.ownerOf(pod)).map((ref) => [JSON.stringify(ref), ref])).values()];
}

/** Pods that should be on every node and are not ready, and nodes that have none. */
export function brokenNodes({ pods }: WorkloadView): { pods: Pod[]; nodes: string[] } {
  const down = pods.filter(
    ({ status }) => !status?.conditions?.some(({ type, status }) => type === "Ready" && status === "True"),
  );
  return { pods: down, nodes: down.flatMap(({ spec }) => spec?.nodeName ?? []) };
}
