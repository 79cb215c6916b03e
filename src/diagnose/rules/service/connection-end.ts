import type { KubeObject } from "../../../core/kubernetes/meta.ts";
import type { Pod } from "../../../core/kubernetes/pod.ts";
import { serving } from "../../situation/service-ports.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";

/** One end of a connection: its labels, those of its namespace, and its addresses. */
export interface End {
  namespace: string;
  labels: Record<string, string>;
  namespaceLabels: Record<string, string>;
  ips: readonly string[];
}

/** What a connection is made to: the pod's port, and the names that the pod gives to ports. */
export interface PodPort {
  number: number;
  protocol: string;
  names: readonly string[];
}

/** A workload as one end of a connection. */
export function endOf(situation: Situation, { ref, template, pods }: WorkloadView): End {
  return {
    namespace: ref.namespace,
    labels: template.metadata?.labels ?? {},
    namespaceLabels: labelsOf(situation.find("Namespace", "", ref.namespace), ref.namespace),
    ips: pods.flatMap(({ status }: Pod) => status?.podIP ?? []),
  };
}

/** Every namespace has its name as a label since 1.21; older captures and partial ones may not show it. */
function labelsOf(namespace: KubeObject | undefined, name: string): Record<string, string> {
  return { "kubernetes.io/metadata.name": name, ...namespace?.metadata.labels };
}

export function podPort(workload: WorkloadView, number: number, protocol = "TCP"): PodPort {
  const ports = serving(workload).flatMap((container) => container.ports ?? []);
  return {
    number,
    protocol,
    names: ports.filter(({ containerPort }) => containerPort === number).flatMap(({ name }) => name ?? []),
  };
}
