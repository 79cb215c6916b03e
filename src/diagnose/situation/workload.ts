import { isCustom } from "../../core/kubernetes/built-in.ts";
import type { Kinds } from "../../core/kubernetes/kinds.ts";
import type { KubeObject } from "../../core/kubernetes/meta.ts";
import type { Pod, PodTemplate } from "../../core/kubernetes/pod.ts";
import type { Workload } from "../../core/kubernetes/workload.ts";
import { keyOf, type ObjectRef } from "../../core/object.ts";
import { type ObjectIndex, refOf } from "./object-index.ts";
import { isFinished, isTerminating } from "./pod.ts";
import { matches } from "./selector.ts";

/** The thing a person would change, with its pods: a Deployment, StatefulSet, …, or a pod that nobody owns. */
export interface WorkloadView {
  ref: ObjectRef;
  /** `undefined` when only its pods were seen. */
  object: Workload | undefined;
  template: PodTemplate;
  /** How many pods there should be now; `undefined` when nothing says. */
  desired: number | undefined;
  /** Its living pods: not finished, not being deleted. */
  pods: readonly Pod[];
  /** Also the finished and terminating ones. */
  allPods: readonly Pod[];
}

const CONTROLLERS = ["Deployment", "StatefulSet", "DaemonSet", "CronJob", "Job", "ReplicaSet"] as const;

export function workloadsIn(index: ObjectIndex): WorkloadView[] {
  const podsByOwner = Map.groupBy(index.all("Pod"), (pod) => keyOf(topOwner(index, pod)));
  const owners = new Map<string, ObjectRef>();
  for (const kind of CONTROLLERS)
    for (const object of index.all(kind))
      if (!object.metadata.ownerReferences?.some((owner) => !isMadeBy(owner, kind)))
        owners.set(keyOf(refOf(object)), refOf(object));
  for (const pod of index.all("Pod")) owners.set(keyOf(topOwner(index, pod)), topOwner(index, pod));
  return [...owners]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([key, ref]) => view(index, ref, podsByOwner.get(key) ?? []));
}

const BY_OPERATORS: ReadonlySet<string> = new Set(["Deployment", "StatefulSet", "DaemonSet"]);

/**
 * Made by an operator for a resource of its own: what runs, and what goes wrong with it, is still the workload's. A ReplicaSet
 * or Job of such a resource (a Rollout, a Workflow) is nothing that a person would name.
 */
function isMadeBy({ apiVersion }: { apiVersion?: string }, kind: string): boolean {
  return BY_OPERATORS.has(kind) && isCustom(apiVersion);
}

/**
 * The owner at the top of the chain: Pod → ReplicaSet → Deployment, Pod → Job → CronJob; the object itself when it has none.
 * A solver's pod is of its ACME challenge, and no part of the certificate that this is for.
 */
export function topOwner(index: ObjectIndex, object: KubeObject): ObjectRef {
  let current = refOf(object);
  let next: KubeObject | undefined = object;
  for (let depth = 0; next && depth < 8; depth++) {
    const owner: { apiVersion?: string; kind: string; name: string } | undefined =
      next.metadata.ownerReferences?.find(({ controller }) => controller) ?? next.metadata.ownerReferences?.[0];
    if (!owner || owner.kind === "Node" || current.kind === "Challenge" || isMadeBy(owner, current.kind)) break;
    current = { apiVersion: owner.apiVersion ?? "", kind: owner.kind, namespace: current.namespace, name: owner.name };
    next = index.object(current);
    if (!next && owner.kind === "ReplicaSet") return guessDeployment(index, object, current);
  }
  return current;
}

/** A ReplicaSet that was not listed is named `<deployment>-<pod-template-hash>`, and its pods have the Deployment's labels. */
function guessDeployment(index: ObjectIndex, pod: KubeObject, replicaSet: ObjectRef): ObjectRef {
  const deployment = index.find("Deployment", replicaSet.namespace, replicaSet.name.replace(/-[^-]+$/, ""));
  return deployment && matches(deployment.spec?.selector, pod.metadata.labels) ? refOf(deployment) : replicaSet;
}

function view(index: ObjectIndex, ref: ObjectRef, pods: readonly Pod[]): WorkloadView {
  const object = CONTROLLERS.find((kind) => kind === ref.kind);
  const owner: Kinds[(typeof CONTROLLERS)[number]] | undefined = object && index.find(object, ref.namespace, ref.name);
  const newest = pods.toSorted((a, b) =>
    (b.metadata.creationTimestamp ?? "").localeCompare(a.metadata.creationTimestamp ?? ""),
  )[0];
  const template = owner?.spec?.template ?? owner?.spec?.jobTemplate?.spec?.template ?? newest ?? {};
  return {
    ref,
    object: owner,
    template,
    desired: desiredPods(ref.kind, owner),
    pods: pods.filter((pod) => !isFinished(pod) && !isTerminating(pod)),
    allPods: pods,
  };
}

function desiredPods(kind: string, owner: Workload | undefined): number | undefined {
  if (kind === "Pod") return 1;
  if (!owner) return undefined;
  if (kind === "DaemonSet") return owner.status?.desiredNumberScheduled;
  if (kind === "Job") return owner.spec?.suspend || owner.status?.completionTime ? 0 : (owner.spec?.parallelism ?? 1);
  if (kind === "CronJob") return undefined;
  return owner.spec?.replicas ?? 1;
}
