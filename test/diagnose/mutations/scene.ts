import type { Container } from "../../../src/core/kubernetes/container.ts";
import type { Kinds, KnownKind } from "../../../src/core/kubernetes/kinds.ts";
import type { KubeObject } from "../../../src/core/kubernetes/meta.ts";
import type { ContainerStatus, Pod, PodSpec } from "../../../src/core/kubernetes/pod.ts";
import type { EndpointSlice, Service } from "../../../src/core/kubernetes/service.ts";
import type { Workload } from "../../../src/core/kubernetes/workload.ts";
import type { Signal } from "../../../src/core/signal.ts";
import type { Target } from "../../../src/core/target.ts";
import { selects } from "../../../src/diagnose/situation/selector.ts";
import { course } from "../metering.ts";
import { ago, event, object, type World } from "../world.ts";

/** A healthy cluster, one of its services, which is what a mutation breaks, and one that calls it. */
export interface Scene {
  world: World;
  namespace: string;
  /** A Deployment with a Service of the same name. */
  app: string;
  caller: string;
}

/** Changes what one person could have changed, and what a cluster then shows. Answers with the object to blame: `Kind/name`. */
export interface Mutation {
  code: string;
  mutate(scene: Scene): string;
}

export function find<K extends KnownKind>({ world }: Scene, kind: K, name: string, namespace?: string): Kinds[K] {
  const found = world.objects.find(
    (item) =>
      item.kind === kind &&
      item.metadata.name === name &&
      (namespace ?? item.metadata.namespace) === item.metadata.namespace,
  );
  if (!found) throw new Error(`the scene has no ${kind} ${name}`);
  return found as Kinds[K];
}

export function deployment(scene: Scene, name = scene.app): Workload {
  return find(scene, "Deployment", name, scene.namespace);
}

/** The ReplicaSet in use. */
export function replicaSet(scene: Scene, name = scene.app): Workload {
  const found = scene.world.objects.find((item) => item.kind === "ReplicaSet" && ownedBy(item, name));
  if (!found) throw new Error(`${name} has no ReplicaSet`);
  return found as Workload;
}

export function pods(scene: Scene, name = scene.app): Pod[] {
  const set = replicaSet(scene, name).metadata.name;
  return scene.world.objects
    .filter((item): item is Pod => item.kind === "Pod" && ownedBy(item, set))
    .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
}

export function firstPod(scene: Scene, name = scene.app): Pod {
  const [pod] = pods(scene, name);
  if (!pod) throw new Error(`${name} has no pod`);
  return pod;
}

function ownedBy({ metadata }: KubeObject, name: string): boolean {
  return metadata.ownerReferences?.some((owner) => owner.name === name) ?? false;
}

export function service(scene: Scene, name = scene.app): Service {
  const labels = deployment(scene, name).spec?.template?.metadata?.labels;
  const found = scene.world.objects.find(
    (item): item is Service =>
      item.kind === "Service" &&
      item.metadata.namespace === scene.namespace &&
      selects((item as Service).spec?.selector, labels),
  );
  if (!found) throw new Error(`${name} has no Service`);
  return found;
}

export function slices(scene: Scene, name = scene.app): EndpointSlice[] {
  const { metadata } = service(scene, name);
  return scene.world.objects.filter(
    (item): item is EndpointSlice =>
      item.kind === "EndpointSlice" &&
      item.metadata.namespace === metadata.namespace &&
      item.metadata.labels?.["kubernetes.io/service-name"] === metadata.name,
  );
}

/** The pod spec in the Deployment, its ReplicaSet and its pods. */
export function specs(scene: Scene, name = scene.app): PodSpec[] {
  const templates = [deployment(scene, name), replicaSet(scene, name)].map(({ spec }) => spec?.template?.spec);
  return [...templates, ...pods(scene, name).map(({ spec }) => spec)].filter((spec) => spec !== undefined);
}

/** The same edit in every copy of the pod spec. */
export function editSpec(scene: Scene, edit: (spec: PodSpec) => void, name = scene.app): void {
  for (const spec of specs(scene, name)) edit(spec);
}

export function editContainer(scene: Scene, edit: (container: Container) => void, name = scene.app): void {
  editSpec(scene, (spec) => spec.containers?.slice(0, 1).forEach(edit), name);
}

export function containerPort(scene: Scene, name = scene.app): number {
  return deployment(scene, name).spec?.template?.spec?.containers?.[0]?.ports?.[0]?.containerPort ?? 8080;
}

export function remove(scene: Scene, ...gone: KubeObject[]): void {
  scene.world.objects = scene.world.objects.filter((item) => !gone.includes(item));
}

export function add<T extends object>(
  scene: Scene,
  apiVersion: string,
  kind: string,
  name: string,
  rest: T,
  namespace = scene.namespace,
) {
  const made = object(apiVersion, kind, namespace, name, rest);
  scene.world.objects.push(made);
  return made;
}

export function warn(scene: Scene, about: KubeObject, reason: string, message: string, rest: object = {}): void {
  event(scene.world, about, reason, message, rest);
}

/** The pods are running and not ready, and traffic no longer goes to them. */
export function unready(scene: Scene, status: Partial<ContainerStatus> = {}, name = scene.app): void {
  for (const pod of pods(scene, name)) {
    for (const condition of pod.status?.conditions ?? [])
      if (condition.type === "Ready" || condition.type === "ContainersReady")
        Object.assign(condition, { status: "False", reason: "ContainersNotReady", lastTransitionTime: ago(10) });
    for (const container of pod.status?.containerStatuses?.slice(0, 1) ?? [])
      Object.assign(container, { ready: false }, status);
  }
  withoutEndpoints(scene, name);
}

/** The kubelet cannot start the container and says why. */
export function waiting(scene: Scene, reason: string, message: string, name = scene.app): void {
  unready(scene, { started: false, restartCount: 0, state: { waiting: { reason, message } }, lastState: {} }, name);
  for (const pod of pods(scene, name)) Object.assign(pod.status ?? {}, { phase: "Pending" });
}

/** The container ends like this again and again, and last printed these lines. */
export function crash(
  scene: Scene,
  lines: readonly string[],
  end: { exitCode?: number; reason?: string } = {},
  name = scene.app,
): void {
  unready(
    scene,
    {
      started: false,
      restartCount: 6,
      state: { waiting: { reason: "CrashLoopBackOff", message: "back-off 5m0s restarting failed container" } },
      lastState: { terminated: { exitCode: 1, reason: "Error", startedAt: ago(2), finishedAt: ago(1), ...end } },
    },
    name,
  );
  if (lines.length > 0) prints(scene, ["starting", ...lines], name);
  for (const pod of pods(scene, name)) warn(scene, pod, "BackOff", "Back-off restarting failed container");
}

/** No pod gets a node; the scheduler says why. */
export function pending(scene: Scene, message: string, name = scene.app): void {
  for (const pod of pods(scene, name)) {
    Reflect.deleteProperty(pod.spec ?? {}, "nodeName");
    pod.status = {
      phase: "Pending",
      conditions: [
        { type: "PodScheduled", status: "False", reason: "Unschedulable", message, lastTransitionTime: ago(8) },
      ],
    };
    pod.metadata.creationTimestamp = ago(9);
    warn(scene, pod, "FailedScheduling", message);
  }
  withoutEndpoints(scene, name);
}

/** Pods are not created; the API server says why. */
export function refused(scene: Scene, message: string, name = scene.app): void {
  remove(scene, ...pods(scene, name));
  const set = replicaSet(scene, name);
  const condition = {
    type: "ReplicaFailure",
    status: "True",
    reason: "FailedCreate",
    message,
    lastTransitionTime: ago(8),
  };
  set.metadata.creationTimestamp = ago(9);
  set.status = { replicas: 0, readyReplicas: 0, conditions: [condition] };
  const owner = deployment(scene, name);
  owner.status = { ...owner.status, conditions: [...(owner.status?.conditions ?? []), condition] };
  warn(scene, set, "FailedCreate", `Error creating: ${message}`);
  withoutEndpoints(scene, name);
}

export function withoutEndpoints(scene: Scene, name = scene.app): void {
  for (const endpoint of slices(scene, name).flatMap(({ endpoints }) => endpoints ?? []))
    endpoint.conditions = { ready: false };
  const owner = deployment(scene, name);
  owner.status = {
    ...owner.status,
    readyReplicas: 0,
    availableReplicas: 0,
    conditions: [
      { type: "Available", status: "False", reason: "MinimumReplicasUnavailable", lastTransitionTime: ago(10) },
    ],
  };
}

/** What the pods of an app print, three times in the last minutes. */
export function prints({ world, namespace, ...scene }: Scene, lines: readonly string[], name = scene.app): void {
  for (const pod of pods({ world, namespace, ...scene }, name)) {
    const all = [...lines, ...lines, ...lines];
    world.logs.push({
      namespace,
      pod: pod.metadata.name,
      container: pod.spec?.containers?.[0]?.name ?? "",
      previous: false,
      truncated: false,
      lines: all.map((text, i) => ({ at: ago(2 - i / all.length), text })),
    });
  }
}

/** A series per pod whose level moved a quarter of an hour ago. */
export function measure(scene: Scene, signal: Signal, before: number, after: number, name = scene.app): void {
  for (const pod of pods(scene, name)) {
    const labels = {
      namespace: scene.namespace,
      pod: pod.metadata.name,
      container: pod.spec?.containers?.[0]?.name ?? "",
    };
    scene.world.series.push({
      query: `${signal} of ${pod.metadata.name}`,
      signal,
      labels,
      points: course(before, after),
    });
  }
}

/** Objects made for another world, moved into this one's namespace (or another) and onto a node that it has. */
export function settle<T extends KubeObject>(
  scene: Scene,
  objects: readonly T[],
  namespace = scene.namespace,
): readonly T[] {
  for (const item of objects) {
    item.metadata.namespace = namespace;
    if (item.kind === "Pod" && "spec" in item)
      Object.assign(item.spec ?? {}, { nodeName: firstPod(scene).spec?.nodeName });
  }
  scene.world.objects.push(...objects);
  return objects;
}

/** A pod of the system, running on the app's node; not ready when it is said to be down. */
export function systemPod(scene: Scene, name: string, labels: Record<string, string>, down = false): Pod {
  const pod = structuredClone(firstPod(scene));
  pod.metadata = { name, namespace: "kube-system", labels };
  for (const container of pod.spec?.containers ?? []) Object.assign(container, { env: [], envFrom: [] });
  for (const is of pod.status?.conditions ?? [])
    if (down && is.type === "Ready") Object.assign(is, { status: "False", lastTransitionTime: ago(9) });
  scene.world.objects.push(pod);
  return pod;
}

export function deploymentOf({ app }: Scene): string {
  return `Deployment/${app}`;
}

/** The whole cluster is asked about: what is wrong may lie outside the namespace. */
export function targetsOf(_: Scene): Target[] {
  return [{ cluster: "test", namespace: "", because: "test" }];
}
