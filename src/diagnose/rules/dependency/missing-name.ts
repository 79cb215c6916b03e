import type { Service } from "../../../core/kubernetes/service.ts";
import { cite } from "../../cite.ts";
import { nearestService } from "../../graph/peer.ts";
import { look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";

/** A cluster name that no Service has. */
export interface MissingName {
  name: string;
  namespace: string;
  /** The Service that was probably meant. */
  nearest: Service | undefined;
  /** A workload of that very name which no Service leads to: then the Service is what is missing. */
  orphan: WorkloadView | undefined;
}

/** What a name means that no Service has; `undefined` when Services were not listed, so that nothing can be said. */
export function missingName(
  situation: Situation,
  cluster: { name: string; namespace: string },
): MissingName | undefined {
  if (!situation.lists("Service")) return undefined;
  const orphan = situation.workloads.find(
    (workload) => isCalled(workload, cluster) && !isJob(workload) && situation.services(workload).length === 0,
  );
  return { ...cluster, nearest: orphan ? undefined : nearestService(situation, cluster), orphan };
}

const NAMES = [
  "app",
  "app.kubernetes.io/name",
  "app.kubernetes.io/component",
  "io.kompose.service",
  "k8s-app",
  "component",
  "service",
  "name",
];

function isCalled({ ref, template }: WorkloadView, { name, namespace }: { name: string; namespace: string }): boolean {
  if (ref.namespace !== namespace) return false;
  return ref.name === name || NAMES.some((label) => template.metadata?.labels?.[label] === name);
}

function isJob({ ref }: WorkloadView): boolean {
  return ref.kind === "Job" || ref.kind === "CronJob";
}

/** `checkout calls ledgr, but namespace payments has no such Service; there is ledger`. */
export function missingNameTitle({ ref }: WorkloadView, { name, namespace, nearest }: MissingName): string {
  const meant =
    nearest &&
    (nearest.metadata.name === name
      ? `it is in namespace ${nearest.metadata.namespace}`
      : `there is ${nearest.metadata.name}`);
  return `${ref.name} calls ${name}, but namespace ${namespace} has no such Service${meant ? `; ${meant}` : ""}`;
}

export function absence({ name, namespace, nearest }: MissingName) {
  const object = nearest ? refOf(nearest) : { apiVersion: "v1", kind: "Namespace", namespace: "", name: namespace };
  return cite.absence(
    { apiVersion: "v1", kind: "Service", namespace, name },
    object,
    `no Service ${name} in namespace ${namespace}${nearest ? `; nearest: ${nearest.metadata.namespace}/${nearest.metadata.name}` : ""}`,
  );
}

export function listServices({ namespace }: MissingName) {
  return look("See which Services there are", `kubectl -n ${namespace} get services`);
}
